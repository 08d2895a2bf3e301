import * as z from 'zod';
import { AuditEntry } from '#contracts/audit.ts';
import { Claim, ClaimEvent } from '#contracts/claim.ts';
import { ToldPosting } from '#contracts/ledger.ts';
import { PatientAccount } from '#contracts/patient-account.ts';
import { PaymentBatch } from '#contracts/payment-batch.ts';
import { Practice } from '#contracts/practice.ts';
import { RemittanceRun } from '#contracts/remittance-run.ts';
import { Problem } from '#contracts/staff-api/problem.ts';
import {
  parametersOf,
  pathParameters,
  type PathParameter,
  type StaffRoute,
} from '#contracts/staff-api/route.ts';
import { staffRoutes } from '#contracts/staff-api/routes.ts';
import { StaffMember } from '#contracts/staff-member.ts';
import { ClaimCondition, LineCondition } from '#contracts/scrub-rule.ts';
import { practiceTaskOutcomes } from '#contracts/practice-task-outcomes.ts';
import { RejectProposal, Task } from '#contracts/task.ts';
import { taskOutcomes } from '#contracts/claim-task-outcomes.ts';
import { Upload } from '#contracts/upload.ts';

type Json = Readonly<Record<string, unknown>>;

/** Conditions hold conditions; sent and answered they are the same. */
const recursive = { ClaimCondition, LineCondition } as const;

/** What many answers hold, described once. */
const shared = {
  AuditEntry,
  Claim,
  ClaimEvent,
  PatientAccount,
  PaymentBatch,
  Posting: ToldPosting,
  Practice,
  Problem,
  RemittanceRun,
  StaffMember,
  Task,
  Upload,
  ...recursive,
} as const;

const componentAt = (name: string): string => `#/components/schemas/${name}`;

/** The HTTP API of staff as an OpenAPI 3.1 document, made from the rows by which requests are let in. */
export function staffApiDocument(): string {
  const { answers, components } = answerSchemas();
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of staffRoutes) {
    const operations = (paths[route.path] ??= {});
    operations[route.method.toLowerCase()] = operationOf(route, answers.get(route.id) ?? {});
  }
  const document = {
    openapi: '3.1.1',
    info: {
      title: 'Claimwright: what staff do',
      version: '1',
      description:
        'Every call but the one for where to sign in carries the ID token of a member of staff. The roles that may call are under x-roles; they count where the practice gave them. Amounts are whole cents. No address names a person.',
    },
    servers: [{ url: '/' }],
    security: [{ idToken: [] }],
    paths,
    components: {
      securitySchemes: {
        idToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
      },
      responses: {
        Refused: {
          description: 'It was not answered as asked; every problem is a sentence.',
          content: { 'application/problem+json': { schema: { $ref: componentAt('Problem') } } },
        },
      },
      schemas: { ...components, TaskDecision: taskDecision() },
    },
  };
  // One blank a level: the document is long, and read by programs.
  return `${JSON.stringify(document, undefined, 1)}\n`;
}

function answerSchemas(): { readonly answers: ReadonlyMap<string, Json>; readonly components: Json } {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(shared)) {
    registry.add(schema, { id });
  }
  // One schema may be what several routes answer.
  const ids = new Map<string, string>();
  for (const { id, answer } of staffRoutes as readonly StaffRoute[]) {
    const known = registry.get(answer)?.id ?? `answer of ${id}`;
    ids.set(id, known);
    registry.add(answer, { id: known });
  }
  const { schemas } = z.toJSONSchema(registry, {
    io: 'output',
    target: 'draft-2020-12',
    unrepresentable: 'any',
    uri: componentAt,
    // Answers grow; whoever reads them reads over what is new.
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) {
        delete jsonSchema.additionalProperties;
      }
    },
  });
  const found = new Map(Object.entries(schemas).map(([id, schema]) => [id, withoutPlace(schema)]));
  return {
    answers: new Map([...ids].map(([route, id]) => [route, found.get(id) ?? {}])),
    components: Object.fromEntries(Object.keys(shared).map((id) => [id, found.get(id)])),
  };
}

function withoutPlace(schema: Json): Json {
  const { $schema: _dialect, $id: _place, id: _name, ...rest } = schema;
  return rest;
}

/** As a caller writes it: amounts of money in some decisions are text, defaults may be left out. */
function asSent(schema: z.ZodType): Json {
  const metadata = z.registry<{ id: string }>();
  for (const [id, condition] of Object.entries(recursive)) {
    metadata.add(condition, { id });
  }
  const { $defs: _described, ...made } = z.toJSONSchema(schema, {
    io: 'input',
    target: 'draft-2020-12',
    unrepresentable: 'any',
    metadata,
  });
  const elsewhere = JSON.stringify(made).replaceAll('"#/$defs/', `"${componentAt('')}`);
  return withoutPlace(JSON.parse(elsewhere) as Json);
}

/** Every decision about any kind of task; which ones a task allows, the task says. */
function taskDecision(): Json {
  return {
    description: 'What a person decides about a task. The outcomes that a task allows are in the task.',
    anyOf: [
      ...[...Object.entries(taskOutcomes), ...Object.entries(practiceTaskOutcomes)].map(([kind, schema]) => ({
        title: `About a ${kind} task`,
        ...asSent(schema),
      })),
      { title: 'About a task of which something is proposed', ...asSent(RejectProposal) },
    ],
  };
}

function operationOf(route: StaffRoute, answer: Json): Json {
  const { id, method, path, roles, summary, does, tells } = route;
  const [, , , resource = 'session'] = path.split('/').slice(1);
  return {
    operationId: id,
    tags: [path.startsWith('/api/practices/') ? resource : 'session'],
    summary,
    'x-roles': roles,
    'x-tells': tells,
    ...(roles === 'anyone' ? { security: [] } : {}),
    parameters: [
      ...parametersOf(path).map((name) => ({
        name,
        in: 'path',
        required: true,
        schema: asSent(pathParameters[name as PathParameter]),
      })),
      ...(method === 'GET' ? queryOf(route) : []),
      ...(method === 'GET'
        ? [headerNamed('If-None-Match', 'The mark of the answer before: what is the same is not sent again')]
        : []),
      ...(does === 'changes'
        ? [
            headerNamed(
              'Idempotency-Key',
              'The same key with the same request gets the same answer, for a day',
            ),
          ]
        : []),
    ],
    ...(method === 'POST'
      ? { requestBody: { required: true, content: { 'application/json': { schema: bodyOf(route) } } } }
      : {}),
    responses: {
      200: { description: 'As asked', content: { 'application/json': { schema: answer } } },
      ...(method === 'GET' ? { 304: { description: 'The same as before' } } : {}),
      ...(roles === 'anyone' ? {} : { 401: { description: 'The token is missing, expired or not ours' } }),
      '4XX': { $ref: '#/components/responses/Refused' },
      429: { description: 'Asked too often; ask again in some seconds' },
      503: { $ref: '#/components/responses/Refused' },
    },
  };
}

const headerNamed = (name: string, description: string): Json => ({
  name,
  in: 'header',
  required: false,
  description,
  schema: { type: 'string' },
});

const AnObject = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  required: z.array(z.string()).default([]),
});

function queryOf({ request }: StaffRoute): Json[] {
  const { properties, required } = AnObject.parse(asSent(request));
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

function bodyOf({ id, request }: StaffRoute): Json {
  const schema = asSent(request);
  return id === 'decide-task'
    ? { ...schema, properties: { outcome: { $ref: componentAt('TaskDecision') } } }
    : schema;
}
