import { CandidateLookup } from '#domain/x12/candidate-lookup.ts';
import type { Finding } from '#domain/x12/findings.ts';
import type { Guide, LoopUse } from '#domain/x12/guide.ts';
import type { ModelReader } from '#domain/x12/model-reader.ts';
import type { ReadableGuide } from '#domain/x12/read-transaction.ts';
import type { LoopView } from '#domain/x12/tree.ts';
import { guide276 } from './005010X212-276/loops.ts';
import { statusInquiriesOf } from './005010X212-276/read.ts';
import { guide277 } from './005010X212-277/loops.ts';
import { statusResponseOf } from './005010X212-277/read.ts';
import { guide277CA } from './005010X214-277CA/loops.ts';
import { claimAcknowledgementOf } from './005010X214-277CA/read.ts';
import { guide278Request } from './005010X217-278-request/loops.ts';
import { authorizationRequestOf } from './005010X217-278-request/read.ts';
import { rules278Request } from './005010X217-278-request/rules.ts';
import { guide278Response } from './005010X217-278-response/loops.ts';
import { authorizationResponseOf } from './005010X217-278-response/read.ts';
import { rules278Response } from './005010X217-278-response/rules.ts';
import { guide835 } from './005010X221A1-835/loops.ts';
import { reader835 } from './005010X221A1-835/read.ts';
import { guide837P } from './005010X222A1-837P/loops.ts';
import { reader837P } from './005010X222A1-837P/read.ts';
import { guide837I } from './005010X223A2-837I/loops.ts';
import { reader837I } from './005010X223A2-837I/read.ts';
import { guide999 } from './005010X231A1-999/loops.ts';
import { acknowledgementOf } from './005010X231A1-999/read.ts';
import { guide270 } from './005010X279A1-270/loops.ts';
import { inquiriesOf } from './005010X279A1-270/read.ts';
import { guide271 } from './005010X279A1-271/loops.ts';
import { responsesOf } from './005010X279A1-271/read.ts';
import type { ReadModel } from './models.ts';

/** Every guide there is, and how its transactions are read. */
export const readableGuides: readonly ReadableGuide[] = [
  readable(guide837P, reader837P),
  readable(guide837I, reader837I),
  readable(guide835, reader835),
  readable(
    guide270,
    whole((loop) => ({ guide: '270', value: inquiriesOf(loop) })),
  ),
  readable(
    guide271,
    whole((loop) => ({ guide: '271', value: responsesOf(loop) })),
  ),
  readable(
    guide276,
    whole((loop) => ({ guide: '276', value: statusInquiriesOf(loop) })),
  ),
  readable(
    guide277,
    whole((loop) => ({ guide: '277', value: statusResponseOf(loop) })),
  ),
  readable(
    guide277CA,
    whole((loop) => ({ guide: '277CA', value: claimAcknowledgementOf(loop) })),
  ),
  readable(
    guide278Request,
    whole((loop) => ({ guide: '278 request', value: authorizationRequestOf(loop) }), rules278Request),
  ),
  readable(
    guide278Response,
    whole((loop) => ({ guide: '278 response', value: authorizationResponseOf(loop) }), rules278Response),
  ),
  readable(
    guide999,
    whole((loop) => ({ guide: '999', value: acknowledgementOf(loop) })),
  ),
];

/**
 * The guides for a transaction set (ST01) of a version (ST03 or GS08). When there is more than one, the segment after ST
 * decides: {@link guideByPurpose}.
 */
export function readableGuidesFor(setCode: string, version: string): readonly ReadableGuide[] {
  return readableGuides.filter(({ guide }) => guide.setCode === setCode && guide.versions.includes(version));
}

const versions: ReadonlySet<string> = new Set(readableGuides.flatMap(({ guide }) => guide.versions));

/** Whether any guide has this version (GS08 or ST03). */
export function isKnownVersion(version: string): boolean {
  return versions.has(version);
}

/** Of guides for one set and version, the one that has this purpose (BHT02); the first when none has. */
export function guideByPurpose(
  candidates: readonly ReadableGuide[],
  purpose: string,
): ReadableGuide | undefined {
  return candidates.find(({ guide }) => guide.purposes?.has(purpose) === true) ?? candidates[0];
}

/** How transactions of this guide are read. */
export function readableOf(guide: Guide): ReadableGuide {
  const found = readableGuides.find((one) => one.guide === guide);
  if (found === undefined) throw new Error(`The guide ${guide.id} (${guide.name}) is not in the registry`);
  return found;
}

function readable(guide: Guide, reader: ModelReader): ReadableGuide {
  const { partLoops } = reader;
  const letGo = new Set<LoopUse>();
  const visit = (loop: LoopUse): boolean => {
    let holdsParts = partLoops.includes(loop.id);
    for (const item of loop.items) if (item.kind === 'loop' && visit(item)) holdsParts = true;
    if (holdsParts && loop !== guide.root) letGo.add(loop);
    return holdsParts;
  };
  visit(guide.root);
  return {
    guide,
    letGo,
    partLoops: new Set(partLoops),
    candidates: new CandidateLookup(),
    start: () => reader.start(),
  };
}

/** A guide whose transactions are short enough to be read in one piece, with what is checked in them. */
function whole(
  model: (transaction: LoopView) => ReadModel,
  rules: readonly ((transaction: LoopView) => readonly Finding[])[] = [],
): ModelReader {
  return {
    partLoops: [],
    start: () => ({
      finish: (transaction, _parts, _controlNumber, report) => {
        const value = model(transaction);
        for (const rule of rules) for (const finding of rule(transaction)) report(finding);
        return value;
      },
    }),
  };
}
