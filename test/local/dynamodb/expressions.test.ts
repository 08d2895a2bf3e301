import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../local/runtime/service.ts';
import { type DynamoDbWorld, openDynamoDbWorld, plainTable } from './dynamodb-world.ts';

const item: JsonObject = {
  pk: { S: 'claim' },
  payer: { S: 'Aetna Better Health' },
  billed: { N: '125.50' },
  zero: { N: '0' },
  fax: { B: Buffer.from('scanned page').toString('base64') },
  paid: { BOOL: true },
  nothing: { NULL: true },
  codes: { SS: ['99213', '87880'] },
  units: { NS: ['1', '2.50'] },
  pages: { BS: [Buffer.from('p1').toString('base64')] },
  charges: { L: [{ M: { code: { S: '99213' }, units: { N: '1' } } }, { S: 'note' }, { N: '7' }] },
  patient: { M: { name: { S: 'Ana' }, address: { M: { city: { S: 'Reno' } } } } },
  status: { S: 'open' },
  constructor: { S: 'odd' },
};

const values: Record<string, JsonObject> = {
  ':aetna': { S: 'Aetna' },
  ':whole': { S: 'Aetna Better Health' },
  ':open': { S: 'open' },
  ':lower': { S: 'a' },
  ':z': { S: 'z' },
  ':n100': { N: '100' },
  ':n125': { N: '1.255E2' },
  ':n200': { N: '200' },
  ':one': { N: '1' },
  ':two': { N: '2' },
  ':nineteen': { N: '19' },
  ':n25': { N: '2.5' },
  ':seven': { N: '7' },
  ':code': { S: '99213' },
  ':other': { S: '00000' },
  ':page': { B: Buffer.from('p1').toString('base64') },
  ':scan': { B: Buffer.from('scan').toString('base64') },
  ':true': { BOOL: true },
  ':null': { NULL: true },
  ':S': { S: 'S' },
  ':L': { S: 'L' },
  ':bad': { S: 'STRING' },
  ':list': { L: [{ S: 'x' }] },
  ':map': { M: { city: { S: 'Reno' } } },
  ':codes': { SS: ['87880', '99213'] },
  ':empty': { S: '' },
  ':big': { N: '9.9E125' },
  ':exact': { N: '1E38' },
};

function placeholders(expression: string, names: Record<string, string> = {}): JsonObject {
  const used = [...new Set(expression.match(/:[A-Za-z0-9]+/g) ?? [])].filter((name) => name in values);
  return {
    ...(used.length > 0
      ? { ExpressionAttributeValues: Object.fromEntries(used.map((name) => [name, values[name] ?? null])) }
      : {}),
    ...(Object.keys(names).length > 0 ? { ExpressionAttributeNames: names } : {}),
  };
}

let world: DynamoDbWorld;
beforeAll(async () => {
  world = openDynamoDbWorld([plainTable]);
  await world.call('PutItem', { TableName: 'plain', Item: item });
});
afterAll(() => world.close());

const conditions: [expression: string, holds: boolean, names?: Record<string, string>][] = [
  ['payer = :whole', true],
  ['payer = :aetna', false],
  ['payer <> :aetna', true],
  ['absent <> :aetna', true],
  ['absent = :aetna', false],
  ['billed = :n125', true],
  ['billed > :n100', true],
  ['billed < :n200', true],
  ['billed <= :n125', true],
  ['billed >= :n200', false],
  ['payer < :z', true],
  ['payer > :lower', false],
  ['billed > :aetna', false],
  ['absent < :n100', false],
  ['billed BETWEEN :n100 AND :n200', true],
  ['zero between :n100 and :n200', false],
  ['absent BETWEEN :n100 AND :n200', false],
  [':n125 = billed', true],
  ['billed IN (:one, :n125)', true],
  ['billed IN (:one, :two)', false],
  ['absent IN (:one)', false],
  ['attribute_exists(payer)', true],
  ['attribute_exists(absent)', false],
  ['attribute_not_exists(absent)', true],
  ['attribute_exists(patient.address.city)', true],
  ['attribute_exists(patient.address.street)', false],
  ['attribute_exists(#c)', true, { '#c': 'constructor' }],
  ['attribute_exists(toString)', false],
  ['attribute_exists(charges[0].code)', true],
  ['attribute_exists(charges[9])', false],
  ['attribute_type(payer, :S)', true],
  ['attribute_type(charges, :L)', true],
  ['attribute_type(charges, :S)', false],
  ['attribute_type(absent, :S)', false],
  ['begins_with(payer, :aetna)', true],
  ['begins_with(payer, :z)', false],
  ['begins_with(fax, :scan)', true],
  ['begins_with(billed, :aetna)', false],
  ['contains(payer, :aetna)', true],
  ['contains(codes, :code)', true],
  ['contains(codes, :other)', false],
  ['contains(units, :n25)', true],
  ['contains(units, :seven)', false],
  ['contains(charges, :seven)', true],
  ['contains(pages, :page)', true],
  ['contains(fax, :scan)', true],
  ['contains(patient, :aetna)', false],
  ['size(payer) = :nineteen', true],
  ['size(codes) = :two', true],
  ['size(charges) > :two', true],
  ['size(patient) = :two', true],
  ['size(absent) > :one', false],
  ['size(billed) > :one', false],
  ['paid = :true', true],
  ['nothing = :null', true],
  ['codes = :codes', true],
  ['patient.address = :map', true],
  ['charges[0].units = :one', true],
  ['#s = :open', true, { '#s': 'status' }],
  ['NOT payer = :aetna', true],
  ['not (payer = :whole)', false],
  ['payer = :whole AND billed > :n200', false],
  ['payer = :aetna OR billed > :n100', true],
  ['payer = :aetna AND paid = :true OR billed > :n100', true],
  ['payer = :aetna AND (paid = :true OR billed > :n100)', false],
  ['NOT payer = :aetna AND NOT absent = :one', true],
  ['(payer = :whole) AND (billed > :n100)', true],
  ['(payer) = (:whole)', true],
  ['(billed) BETWEEN (:n100) AND (:n200)', true],
  ['(billed) IN ((:one), :n125) AND (size(codes) = :two)', true],
  ['payer=:whole   and\n billed>:n100', true],
];

describe('A condition', () => {
  test.each(conditions)('%s answers %s', async (expression, holds, names) => {
    const outcome = await world.outcomeOf('UpdateItem', {
      TableName: 'plain',
      Key: { pk: { S: 'claim' } },
      ConditionExpression: expression,
      ...placeholders(expression, names),
    });
    expect(outcome).toBe(holds ? 'done' : 'ConditionalCheckFailedException');
  });

  test('on an item that is not there sees no attributes', async () => {
    const put = { TableName: 'plain', Item: { pk: { S: 'new' } } };
    const error = await world.errorOf('PutItem', { ...put, ConditionExpression: 'attribute_exists(pk)' });
    expect(error.name).toBe('ConditionalCheckFailedException');
    await world.call('PutItem', { ...put, ConditionExpression: 'attribute_not_exists(pk)' });
    expect(
      (await world.errorOf('PutItem', { ...put, ConditionExpression: 'attribute_not_exists(pk)' })).name,
    ).toBe('ConditionalCheckFailedException');
  });
});

const refusedConditions: [expression: string, message: string, names?: Record<string, string>][] = [
  ['', 'The expression can not be empty;'],
  ['payer = ', 'Syntax error; token: "<EOF>", near: "="'],
  ['payer == :one', 'Syntax error; token: "=", near: "== :one"'],
  ['_payer = :one', 'Syntax error; token: "_", near: "_payer"'],
  ['payer = :one billed = :two', 'Syntax error; token: "billed", near: ":one billed ="'],
  ['payer', 'Syntax error; token: "<EOF>", near: "payer"'],
  ['charges[:one] = :two', 'Syntax error; token: ":one", near: "[:one]"'],
  ['status = :open', 'Attribute name is a reserved keyword; reserved keyword: status'],
  ['patient.Name = :open', 'Attribute name is a reserved keyword; reserved keyword: Name'],
  ['exists(payer)', 'Invalid function name; function: exists'],
  ['ATTRIBUTE_EXISTS(payer)', 'Invalid function name; function: ATTRIBUTE_EXISTS'],
  [
    'attribute_exists(payer) = :true',
    'The function is not allowed to be used this way in an expression; function: attribute_exists',
  ],
  ['size(payer)', 'The function is not allowed to be used this way in an expression; function: size'],
  [
    'attribute_exists(payer, billed)',
    'Incorrect number of operands for operator or function; operator or function: attribute_exists, number of operands: 2',
  ],
  [
    'attribute_exists(:one)',
    'Operator or function requires a document path; operator or function: attribute_exists',
  ],
  ['((payer = :whole))', 'The expression has redundant parentheses;'],
  [
    'payer = payer',
    'The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [payer]',
  ],
  ['((payer)) = :whole', 'The expression has redundant parentheses;'],
  ['#x = :one', 'An expression attribute name used in the document path is not defined; attribute name: #x'],
  [
    'payer = :unknown',
    'An expression attribute value used in expression is not defined; attribute value: :unknown',
  ],
  [
    'begins_with(payer, :one)',
    'Incorrect operand type for operator or function; operator or function: begins_with, operand type: N',
  ],
  [
    'paid < :true',
    'Incorrect operand type for operator or function; operator or function: <, operand type: BOOL',
  ],
  [
    'size(:one) > :two',
    'Incorrect operand type for operator or function; operator or function: size, operand type: N',
  ],
  [
    'attribute_type(payer, :bad)',
    'Invalid attribute type name found; type: STRING, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}',
  ],
  [
    'billed BETWEEN :n200 AND :n100',
    'The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:200}, upper bound operand: AttributeValue: {N:100}',
  ],
  [
    'billed BETWEEN :n100 AND :z',
    'The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {N:100}, upper bound operand: AttributeValue: {S:z}',
  ],
];

describe('A wrong condition', () => {
  test.each(refusedConditions)('%j is refused: %s', async (expression, message, names) => {
    const error = await world.errorOf('DeleteItem', {
      TableName: 'plain',
      Key: { pk: { S: 'claim' } },
      ConditionExpression: expression,
      ...placeholders(expression, names),
    });
    expect(error).toMatchObject({
      name: 'ValidationException',
      message: `Invalid ConditionExpression: ${message}`,
    });
  });

  test.each([
    [
      { ExpressionAttributeNames: { '#a': 'payer', '#b': 'billed' } },
      'attribute_exists(#a)',
      'Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}',
    ],
    [
      { ExpressionAttributeValues: { ':a': { N: '1' }, ':b': { N: '1' } } },
      'billed > :a',
      'Value provided in ExpressionAttributeValues unused in expressions: keys: {:b}',
    ],
    [
      { ExpressionAttributeNames: { a: 'payer' } },
      'attribute_exists(a)',
      'ExpressionAttributeNames contains invalid key: Syntax error; key: "a"',
    ],
    [{ ExpressionAttributeNames: {} }, 'attribute_exists(a)', 'ExpressionAttributeNames must not be empty'],
    [
      { ExpressionAttributeValues: { ':a': { N: 'x' } } },
      'billed > :a',
      'ExpressionAttributeValues contains invalid value: The parameter cannot be converted to a numeric value: x for key :a',
    ],
    [
      { ExpressionAttributeValues: { ':a': { N: '1' } } },
      undefined,
      'ExpressionAttributeValues can only be specified when using expressions',
    ],
  ])('with attributes %j on %j is refused', async (attributes, expression, message) => {
    const error = await world.errorOf('DeleteItem', {
      TableName: 'plain',
      Key: { pk: { S: 'claim' } },
      ...(expression === undefined ? {} : { ConditionExpression: expression }),
      ...attributes,
    });
    expect(error).toMatchObject({ name: 'ValidationException', message });
  });
});

const L = (...members: string[]): JsonObject => ({ L: members.map((S) => ({ S })) });

const updates: [expression: string, before: JsonObject, after: JsonObject][] = [
  ['SET a = :one', {}, { a: { N: '1' } }],
  ['set a = :one, b = :two', { a: { N: '5' } }, { a: { N: '1' }, b: { N: '2' } }],
  ['SET a = a + :one', { a: { N: '0.1' } }, { a: { N: '1.1' } }],
  ['SET a = a - :n25', { a: { N: '1' } }, { a: { N: '-1.5' } }],
  ['SET a = :seven - b', { b: { N: '2' } }, { a: { N: '5' }, b: { N: '2' } }],
  ['SET a = if_not_exists(a, :one) + :two', {}, { a: { N: '3' } }],
  ['SET a = if_not_exists(a, :one) + :two', { a: { N: '9' } }, { a: { N: '11' } }],
  ['SET a = if_not_exists(b, if_not_exists(c, :one))', {}, { a: { N: '1' } }],
  ['SET a = b, b = a', { a: { S: 'x' }, b: { S: 'y' } }, { a: { S: 'y' }, b: { S: 'x' } }],
  ['REMOVE a SET b = a', { a: { S: 'x' } }, { b: { S: 'x' } }],
  ['SET a = list_append(a, :list)', { a: L('w') }, { a: L('w', 'x') }],
  ['SET a = list_append(:list, a)', { a: L('w') }, { a: L('x', 'w') }],
  ['SET a = list_append(if_not_exists(a, :list), :list)', {}, { a: L('x', 'x') }],
  ['SET a[1] = :z', { a: L('p', 'q', 'r') }, { a: L('p', 'z', 'r') }],
  ['SET a[9] = :z, a[5] = :aetna', { a: L('p') }, { a: L('p', 'Aetna', 'z') }],
  ['REMOVE a[1] SET a[3] = :z', { a: L('0', '1', '2', '3', '4') }, { a: L('0', '2', 'z', '4') }],
  ['REMOVE a[0], a[2]', { a: L('0', '1', '2') }, { a: L('1') }],
  ['REMOVE a[7]', { a: L('0') }, { a: L('0') }],
  ['SET m.x = :one REMOVE m.y', { m: { M: { y: { N: '3' } } } }, { m: { M: { x: { N: '1' } } } }],
  [
    'SET m.l[0].x = :one',
    { m: { M: { l: { L: [{ M: {} }] } } } },
    { m: { M: { l: { L: [{ M: { x: { N: '1' } } }] } } } },
  ],
  ['REMOVE m.y', { m: { M: { y: { N: '3' } } } }, { m: { M: {} } }],
  ['REMOVE a, b', { a: { N: '1' } }, {}],
  ['ADD a :one', {}, { a: { N: '1' } }],
  ['ADD a :n25', { a: { N: '-2.5' } }, { a: { N: '0' } }],
  ['ADD a :codes', { a: { SS: ['a'] } }, { a: { SS: ['87880', '99213', 'a'] } }],
  ['DELETE a :codes', { a: { SS: ['99213', 'a'] } }, { a: { SS: ['a'] } }],
  ['DELETE a :codes', { a: { SS: ['99213'] } }, {}],
  ['DELETE a :codes', {}, {}],
  ['ADD a :one SET b = :two REMOVE c DELETE d :codes', { c: { N: '1' } }, { a: { N: '1' }, b: { N: '2' } }],
  ['SET a = (b + :one)', { b: { N: '1' } }, { a: { N: '2' }, b: { N: '1' } }],
  ['SET a = b - (:one)', { b: { N: '1' } }, { a: { N: '0' }, b: { N: '1' } }],
  ['SET a = :n125', {}, { a: { N: '125.5' } }],
  ['SET a = :empty, b = :null', {}, { a: { S: '' }, b: { NULL: true } }],
];

describe('An update', () => {
  test.each(updates)('%s of %j gives %j', async (expression, before, after) => {
    const key = { pk: { S: 'update' } };
    await world.call('PutItem', { TableName: 'plain', Item: { ...key, ...before } });
    const answer = await world.call('UpdateItem', {
      TableName: 'plain',
      Key: key,
      UpdateExpression: expression,
      ReturnValues: 'ALL_NEW',
      ...placeholders(expression),
    });
    expect(answer['Attributes']).toEqual({ ...key, ...after });
    expect((await world.call('GetItem', { TableName: 'plain', Key: key }))['Item']).toEqual({
      ...key,
      ...after,
    });
  });

  test.each([
    ['ADD a :one', true],
    ['SET a = :one', true],
    ['REMOVE a', false],
    ['REMOVE a.b', false],
    ['DELETE a :codes', false],
  ])('%s of an item that is not there makes one: %s', async (expression, made) => {
    const key = { pk: { S: `absent ${expression}` } };
    await world.call('UpdateItem', {
      TableName: 'plain',
      Key: key,
      UpdateExpression: expression,
      ...placeholders(expression),
    });
    expect('Item' in (await world.call('GetItem', { TableName: 'plain', Key: key }))).toBe(made);
  });

  test('without an expression makes an item of its key alone', async () => {
    const key = { pk: { S: 'bare' } };
    await world.call('UpdateItem', { TableName: 'plain', Key: key });
    expect((await world.call('GetItem', { TableName: 'plain', Key: key }))['Item']).toEqual(key);
  });
});

const wrongPath = 'The document path provided in the update expression is invalid for update';
const wrongType = 'An operand in the update expression has an incorrect data type';
const prefixed = (message: string) => `Invalid UpdateExpression: ${message}`;

const refusedUpdates: [expression: string, message: string][] = [
  ['SET a = absent', 'The provided expression refers to an attribute that does not exist in the item'],
  ['SET absent.x = :one', wrongPath],
  ['SET remark.x = :one', wrongPath],
  ['SET remark[0] = :one', wrongPath],
  ['REMOVE absent.x', wrongPath],
  ['REMOVE remark[0]', wrongPath],
  ['SET a = remark + :one', wrongType],
  ['SET a = list_append(remark, :list)', wrongType],
  ['ADD remark :one', wrongType],
  ['ADD tally :codes', wrongType],
  ['DELETE remark :codes', wrongType],
  [
    'SET pk = :one',
    'One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key',
  ],
  [
    'REMOVE pk',
    'One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key',
  ],
  ['SET a = :one SET b = :one', prefixed('The "SET" section can only be used once in an update expression;')],
  [
    'SET a = :one, a = :two',
    prefixed(
      'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a]',
    ),
  ],
  [
    'SET a.b = :one REMOVE a',
    prefixed(
      'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a]',
    ),
  ],
  [
    'SET a.b = :one, a[1] = :two',
    prefixed(
      'Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a, [1]]',
    ),
  ],
  [
    'ADD a :aetna',
    prefixed(
      'Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND',
    ),
  ],
  [
    'ADD a :list',
    prefixed(
      'Incorrect operand type for operator or function; operator: ADD, operand type: LIST, typeSet: ALLOWED_FOR_ADD_OPERAND',
    ),
  ],
  [
    'DELETE a :one',
    prefixed(
      'Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER, typeSet: ALLOWED_FOR_DELETE_OPERAND',
    ),
  ],
  [
    'SET a = :aetna + :one',
    prefixed('Incorrect operand type for operator or function; operator or function: +, operand type: S'),
  ],
  [
    'SET a = list_append(:list, :aetna)',
    prefixed(
      'Incorrect operand type for operator or function; operator or function: list_append, operand type: S',
    ),
  ],
  [
    'SET a = list_append(:list)',
    prefixed(
      'Incorrect number of operands for operator or function; operator or function: list_append, number of operands: 1',
    ),
  ],
  [
    'SET a = list_append(list_append(:list, :list), :list)',
    prefixed('The function is not allowed to be used this way in an expression; function: list_append'),
  ],
  [
    'SET a = if_not_exists(:one, :two)',
    prefixed('Operator or function requires a document path; operator or function: if_not_exists'),
  ],
  ['SET a = size(b)', prefixed('Invalid function name; function: size')],
  ['SET a = :one + :two + :seven', prefixed('Syntax error; token: "+", near: ":two + :seven"')],
  ['HELLO a = :one', prefixed('Syntax error; token: "HELLO", near: "HELLO a"')],
  ['SET :one = :two', prefixed('Syntax error; token: ":one", near: "SET :one ="')],
  ['SET status = :one', prefixed('Attribute name is a reserved keyword; reserved keyword: status')],
  ['', prefixed('The expression can not be empty;')],
  [
    'SET a = :big + :big',
    'Number overflow. Attempting to store a number with magnitude larger than supported range',
  ],
  ['SET a = :exact + :one', 'Attempting to store more than 38 significant digits in a Number'],
];

describe('A wrong update', () => {
  test.each(refusedUpdates)('%j is refused: %s', async (expression, message) => {
    const key = { pk: { S: 'wrong' } };
    const before = { ...key, remark: { S: 'remark' }, tally: { NS: ['1'] } };
    await world.call('PutItem', { TableName: 'plain', Item: before });
    const error = await world.errorOf('UpdateItem', {
      TableName: 'plain',
      Key: key,
      UpdateExpression: expression,
      ...placeholders(expression),
    });
    expect(error).toMatchObject({ name: 'ValidationException', message });
    expect((await world.call('GetItem', { TableName: 'plain', Key: key }))['Item']).toEqual(before);
  });
});

const projections: [expression: string, shown: JsonObject, names?: Record<string, string>][] = [
  ['payer', { payer: { S: 'Aetna Better Health' } }],
  ['payer, absent', { payer: { S: 'Aetna Better Health' } }],
  ['absent', {}],
  ['patient.address.city', { patient: { M: { address: { M: { city: { S: 'Reno' } } } } } }],
  ['patient.address.street', {}],
  ['charges[2], charges[1]', { charges: { L: [{ S: 'note' }, { N: '7' }] } }],
  ['charges[0].code', { charges: { L: [{ M: { code: { S: '99213' } } }] } }],
  ['#s, charges[9]', { status: { S: 'open' } }, { '#s': 'status' }],
  ['payer.x', {}],
];

describe('A projection', () => {
  test.each(projections)('%s shows %j', async (expression, shown, names) => {
    const answer = await world.call('GetItem', {
      TableName: 'plain',
      Key: { pk: { S: 'claim' } },
      ProjectionExpression: expression,
      ...(names === undefined ? {} : { ExpressionAttributeNames: names }),
    });
    expect(answer['Item']).toEqual(shown);
  });

  test.each([
    [
      'payer, payer',
      'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [payer], path two: [payer]',
    ],
    [
      'a.b, a',
      'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a]',
    ],
    ['payer,', 'Syntax error; token: "<EOF>", near: ","'],
    ['name', 'Attribute name is a reserved keyword; reserved keyword: name'],
  ])('%j is refused: %s', async (expression, message) => {
    const error = await world.errorOf('GetItem', {
      TableName: 'plain',
      Key: { pk: { S: 'claim' } },
      ProjectionExpression: expression,
    });
    expect(error.message).toBe(`Invalid ProjectionExpression: ${message}`);
  });
});
