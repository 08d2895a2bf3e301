import * as z from 'zod';
import { AwsError, type JsonObject } from '../../local/runtime/service.ts';
import type { Definition } from '../../infra/state-machine-definitions.ts';
import { machine, ManualWorld, type RecordedCall } from '../local/step-functions/manual-world.ts';

/** What a function answers, or the error that it throws. */
export type Answer = JsonObject | { readonly throws: string };

/** The claim's row as "Resume where the claim stands" reads it. */
export interface Row {
  state: string;
  leg: number;
  waitKey: string;
  deadlineSeconds: number;
}

interface Script {
  readonly row?: Row;
  /** By folder of the function: its answers in order; the last one goes on for ever. */
  readonly functions?: Readonly<Record<string, readonly Answer[]>>;
  /** By key: objects that a map reads. */
  readonly objects?: Readonly<Record<string, unknown>>;
  /** By service and operation: errors with which its first calls are refused, in order; then it answers. */
  readonly refusals?: Readonly<Record<string, readonly string[]>>;
}

const waitOperations = new Set(['SendMessage', 'UpdateItem']);
const WaitMessage = z.looseObject({ taskToken: z.string() });
const WaitItem = z.looseObject({
  ExpressionAttributeValues: z.looseObject({ ':token': z.object({ S: z.string() }) }),
});

function textOf(input: JsonObject, member: string): string {
  const value = input[member];
  if (typeof value !== 'string') {
    throw new TypeError(`The call has no text ${member}`);
  }
  return value;
}

const pascalCase = (name: string): string =>
  name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

/** A state machine of the templates in a world where every answer is written beforehand. */
export class ScriptedWorld {
  readonly world: ManualWorld;
  readonly row: Row;
  private readonly script: Script;
  private readonly answered = new Map<string, number>();
  private readonly refused = new Map<string, number>();

  constructor(name: string, definition: Definition, script: Script) {
    this.script = script;
    this.row = script.row ?? { state: 'received', leg: 1, waitKey: '000001', deadlineSeconds: 0 };
    this.world = new ManualWorld([machine(name, definition)], { answer: (call) => this.answer(call) });
  }

  /** Payloads with which a function was called, in order. */
  payloadsOf(name: string): JsonObject[] {
    return this.world.calls
      .filter(({ operation, input }) => operation === 'Invoke' && this.isFunction(input, name))
      .map(({ input }) => JSON.parse(textOf(input, 'Payload')) as JsonObject);
  }

  /** Bodies of the messages that were sent, in order. */
  get messages(): JsonObject[] {
    return this.world.calls
      .filter(({ operation }) => operation === 'SendMessage')
      .map(({ input }) => JSON.parse(textOf(input, 'MessageBody')) as JsonObject);
  }

  /** Items that waits for an answer wrote, in order. */
  get tokenItems(): JsonObject[] {
    return this.world.calls.filter(({ operation }) => operation === 'UpdateItem').map(({ input }) => input);
  }

  /** Ends the wait that began last. */
  async answerWait(output: JsonObject): Promise<void> {
    const last = this.world.calls.findLast(({ operation }) => waitOperations.has(operation));
    if (last === undefined) {
      throw new Error('Nothing waits');
    }
    const { taskToken } =
      last.operation === 'SendMessage'
        ? WaitMessage.parse(JSON.parse(textOf(last.input, 'MessageBody')))
        : { taskToken: WaitItem.parse(last.input).ExpressionAttributeValues[':token'].S };
    await this.world.call('SendTaskSuccess', { taskToken, output: JSON.stringify(output) });
    await this.world.settle();
  }

  private isFunction(input: JsonObject, name: string): boolean {
    return (
      textOf(input, 'FunctionName').includes(`:function:`) &&
      textOf(input, 'FunctionName').includes(pascalCase(name))
    );
  }

  private answer(call: RecordedCall): JsonObject {
    const operation = `${call.service} ${call.operation}`;
    const refused = this.refused.get(operation) ?? 0;
    const refusal = this.script.refusals?.[operation]?.[refused];
    if (refusal !== undefined) {
      this.refused.set(operation, refused + 1);
      throw new AwsError(refusal, 'Refused by the script');
    }
    switch (operation) {
      case 'lambda Invoke':
        return this.invoke(call.input);
      case 'dynamodb GetItem': {
        const { state, leg, waitKey, deadlineSeconds } = this.row;
        return {
          Item: {
            state: { S: state },
            leg: { N: String(leg) },
            waitKey: { S: waitKey },
            deadlineSeconds: { N: String(deadlineSeconds) },
          },
        };
      }
      case 'dynamodb UpdateItem':
        return {};
      case 'sqs SendMessage':
        return { MessageId: 'message' };
      case 's3 GetObject': {
        const text = JSON.stringify(this.script.objects?.[textOf(call.input, 'Key')]);
        return { Body: text };
      }
      default:
        throw new Error(`Nothing answers ${operation}`);
    }
  }

  private invoke(input: JsonObject): JsonObject {
    const [name, answers] =
      Object.entries(this.script.functions ?? {}).find(([candidate]) => this.isFunction(input, candidate)) ??
      [];
    if (name === undefined || answers === undefined) {
      throw new Error(`The script has no function ${textOf(input, 'FunctionName')}`);
    }
    const turn = this.answered.get(name) ?? 0;
    this.answered.set(name, turn + 1);
    const answer = answers[Math.min(turn, answers.length - 1)] ?? {};
    return 'throws' in answer
      ? {
          StatusCode: 200,
          FunctionError: 'Unhandled',
          Payload: JSON.stringify({ errorType: answer.throws, errorMessage: 'No words about anybody' }),
        }
      : { StatusCode: 200, Payload: JSON.stringify(answer) };
  }
}
