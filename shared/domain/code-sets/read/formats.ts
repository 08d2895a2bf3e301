import { addOnEdits, addOnEditsText } from './add-ons.ts';
import { anesthesiaTable, anesthesiaText } from './anesthesia.ts';
import type { CodeSetFormat } from './code-set-format.ts';
import { costIndexTable, costIndexText } from './cost-indices.ts';
import { diagnosisLimitLists, diagnosisLimitTable } from './diagnosis-limits.ts';
import { hcpcsTable, hcpcsText } from './hcpcs.ts';
import { icdOrderFile } from './icd-order.ts';
import { icdTabularList } from './icd-tabular.ts';
import { localityTable, localityText } from './localities.ts';
import { physicianFees, physicianFeesText } from './physician-fees.ts';
import { exemptList } from './poa-exempt.ts';
import { procedurePairsTable, procedurePairsText } from './procedure-pairs.ts';
import {
  adjustmentReasons,
  ownProcedures,
  placeOfServiceList,
  remarkCodes,
  taxonomy,
} from './small-lists.ts';
import { unitLimits } from './unit-limits.ts';
import { zipLocalities } from './zip-localities.ts';

/** Every layout that is read. Of two that give the same table, the one before is taken where an archive has both. */
export const codeSetFormats: readonly CodeSetFormat[] = [
  icdOrderFile,
  icdTabularList,
  exemptList,
  hcpcsText,
  hcpcsTable,
  procedurePairsText,
  procedurePairsTable,
  unitLimits,
  addOnEdits,
  addOnEditsText,
  physicianFees,
  physicianFeesText,
  costIndexTable,
  costIndexText,
  localityTable,
  localityText,
  anesthesiaTable,
  anesthesiaText,
  zipLocalities,
  diagnosisLimitLists,
  diagnosisLimitTable,
  placeOfServiceList,
  adjustmentReasons,
  remarkCodes,
  taxonomy,
  ownProcedures,
];

/** The layout of a file by its first lines; undefined when it is none that is known. */
export function formatOf(head: readonly string[]): CodeSetFormat | undefined {
  return codeSetFormats.find((format) => format.matches(head));
}
