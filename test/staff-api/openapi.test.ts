import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { StaffRoute } from '#contracts/staff-api/route.ts';
import { staffRoutes, type StaffRouteId } from '#contracts/staff-api/routes.ts';
import { staffApiDocument } from '../../docs/generate-staff-api.ts';
import { readAccountsStep } from '../../functions/read-accounts/read-accounts-step.ts';
import { readClaimsStep } from '../../functions/read-claims/read-claims-step.ts';
import { readExchangeStep } from '../../functions/read-exchange/read-exchange-step.ts';
import { readLedgerStep } from '../../functions/read-ledger/read-ledger-step.ts';
import { readPracticesStep } from '../../functions/read-practices/read-practices-step.ts';
import { readReportsStep } from '../../functions/read-reports/read-reports-step.ts';
import { readTasksStep } from '../../functions/read-tasks/read-tasks-step.ts';
import { readUploadsStep } from '../../functions/read-uploads/read-uploads-step.ts';
import { workTaskStep } from '../../functions/work-task/work-task-step.ts';
import { memoryWorld, type MemoryWorld } from '../functions/memory-world.ts';
import { remittanceFile } from '../functions/payer-files.ts';
import { examples } from './examples.ts';
import { home, staffApiWorld, tokenOf, type Call } from './staff-api-world.ts';

const Parameter = z.object({
  name: z.string(),
  in: z.enum(['path', 'query', 'header']),
  required: z.boolean(),
  schema: z.record(z.string(), z.unknown()),
});
const Content = z.record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()) }));
const Operation = z.object({
  operationId: z.string(),
  summary: z.string().min(10),
  tags: z.array(z.string()).length(1),
  security: z.array(z.object({})).optional(),
  parameters: z.array(Parameter),
  requestBody: z.object({ content: Content }).optional(),
  responses: z.looseObject({ 200: z.object({ content: Content }) }),
});
const text = staffApiDocument();
const json = JSON.parse(text) as Record<string, unknown>;
const document = z
  .object({
    openapi: z.string().startsWith('3.1'),
    info: z.object({ title: z.string(), version: z.string() }),
    paths: z.record(z.string(), z.partialRecord(z.enum(['get', 'post']), Operation)),
    components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
  })
  .parse(json);

// An independent validator: what zod accepts is not asked of zod again.
const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema({ ...json, $id: 'staff-api' });

function operationOf({ method, path }: StaffRoute) {
  const operation = document.paths[path]?.[method === 'GET' ? 'get' : 'post'];
  if (operation === undefined) {
    throw new Error(`${method} ${path} is not in the document`);
  }
  return operation;
}

/** Where a schema lies in the document, for references to it. */
function pointerTo({ method, path }: StaffRoute, ...rest: readonly string[]): string {
  const steps = ['paths', path, method.toLowerCase(), ...rest];
  const escaped = steps.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1')));
  return `staff-api#/${escaped.join('/')}`;
}
const validatorAt = (pointer: string) => ajv.compile({ $ref: pointer });

const routes: readonly (readonly [StaffRouteId, StaffRoute])[] = staffRoutes.map((route) => [
  route.id,
  route,
]);

describe('The published description of the API', () => {
  test('has each route once, and nothing else', () => {
    const described = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, { operationId }]) => `${operationId} ${method} ${path}`),
    );
    expect(described.toSorted()).toEqual(
      staffRoutes.map(({ id, method, path }) => `${id} ${method.toLowerCase()} ${path}`).toSorted(),
    );
  });

  test('refers to nothing that is not in it', () => {
    const references = [...text.matchAll(/"\$ref": "#\/components\/(\w+)\/([^"]+)"/g)];
    expect(references.length).toBeGreaterThan(100);
    const { components } = z
      .object({ components: z.record(z.string(), z.record(z.string(), z.unknown())) })
      .parse(json);
    const missing = references.filter(([, kind = '', name = '']) => components[kind]?.[name] === undefined);
    expect(missing.map(([reference]) => reference)).toEqual([]);
    expect(text.match(/"\$ref": "(?!#\/components\/)/g)).toBeNull();
  });

  test.each(routes)('tells of %s each parameter, and examples are as it says', (id, route) => {
    const { parameters, requestBody, security } = operationOf(route);
    const inPath = parameters.filter((one) => one.in === 'path').map(({ name }) => name);
    expect(inPath).toEqual([...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    expect(parameters.filter((one) => one.in === 'path').every(({ required }) => required)).toBe(true);
    const example: Call = examples[id];
    const queried = parameters.filter((one) => one.in === 'query').map(({ name }) => name);
    expect(queried).toEqual(expect.arrayContaining(Object.keys(example.query ?? {})));
    expect(security).toEqual(route.roles === 'anyone' ? [] : undefined);
    expect(requestBody === undefined).toBe(route.method === 'GET');
    const bodies = route.method === 'POST' ? [example.body ?? {}] : [];
    const validate = (body: unknown): unknown => {
      const isValid = validatorAt(pointerTo(route, 'requestBody', 'content', 'application/json', 'schema'));
      return isValid(body) ? [] : isValid.errors;
    };
    expect(bodies.flatMap(validate)).toEqual([]);
    expect(bodies.map((body) => validate({ ...body, user: 'x' }))).not.toContainEqual([]);
  });

  test('has a schema for every answer', () => {
    const open = routes.filter(([, route]) => {
      const [schema] = Object.values(operationOf(route).responses[200].content).map((one) => one.schema);
      return schema === undefined || Object.keys(schema).length === 0;
    });
    expect(open.map(([id]) => id)).toEqual([]);
  });
});

describe('What is answered', () => {
  let world: MemoryWorld;
  beforeAll(async () => {
    world = await memoryWorld();
    const { claimId } = await world.acceptedByPayer({
      coverages: [{ order: 'primary', payerId: 'JUNIP', memberId: 'JHM1-D204', relationship: 'self' }],
    });
    await world.remit(remittanceFile([(await world.payerOf(claimId)).decision()], world.clock.now()));
  });

  const steps: readonly (readonly [
    StaffRouteId,
    (event: unknown, world: MemoryWorld) => Promise<unknown>,
  ])[] = [
    ['list-tasks', readTasksStep],
    ['list-tasks-of-claim', readTasksStep],
    ['show-task', readTasksStep],
    ['list-claims', readClaimsStep],
    ['show-claim', readClaimsStep],
    ['count-claims', readClaimsStep],
    ['claim-ledger', readLedgerStep],
    ['ledger-days', readLedgerStep],
    ['list-remittances', readLedgerStep],
    ['list-takebacks', readLedgerStep],
    ['list-refunds', readLedgerStep],
    ['list-accounts', readAccountsStep],
    ['list-uploads', readUploadsStep],
    ['show-upload', readUploadsStep],
    ['show-practice', readPracticesStep],
    ['practice-history', readPracticesStep],
    ['exchange-numbers', readExchangeStep],
    ['report-aging', readReportsStep],
    ['report-unbilled', readReportsStep],
    ['report-unapplied', readReportsStep],
    ['report-deposits', readReportsStep],
    ['report-day-sheet', readReportsStep],
    ['show-periods', readReportsStep],
    ['decide-task', workTaskStep],
  ];

  test.each(steps)('to %s is as described', async (id, step) => {
    const route = staffRoutes.find((one) => one.id === id) ?? staffRoutes[0];
    const door = await staffApiWorld();
    await door.employ('m.ito', ['manager']);
    const [upload] = await world.uploads.list(world.practiceId, 1);
    const [task] = await world.openTasks();
    const real: Readonly<Record<string, string | undefined>> = {
      claimId: (await world.claim()).claimId,
      taskId: task?.taskId,
      uploadId: upload?.uploadId,
      day: '2026-11-20',
    };
    const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    const path = Object.fromEntries(
      names.map((name) => [name, name === 'practiceId' ? home : (real[name] ?? '')]),
    );
    const body = { outcome: { outcome: 'appeal', reason: 'The note was sent' } };
    const response = await door.send(
      route,
      { claims: tokenOf('m.ito', ['manager']), path, ...(route.method === 'POST' ? { body } : {}) },
      (event) => step(event, world),
    );
    expect([response.statusCode, response.statusCode === 200 ? '' : response.body]).toEqual([200, '']);
    const isValid = validatorAt(
      pointerTo(route, 'responses', '200', 'content', 'application/json', 'schema'),
    );
    expect(isValid(JSON.parse(response.body)) ? [] : isValid.errors).toEqual([]);
  });
});
