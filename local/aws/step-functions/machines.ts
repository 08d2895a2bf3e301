import { createHash } from 'node:crypto';
import type { ServiceWorld } from '../../runtime/service.ts';
import { parseDefinition, type Program, type StateMachineDefinition } from './definition.ts';
import type { ExecutionTables } from './tables.ts';

/** A state machine as it stands now. */
export interface Machine {
  readonly arn: string;
  readonly name: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly roleArn: string;
  readonly definitionHash: string;
  readonly createdAt: number;
  readonly tags: Readonly<Record<string, string>>;
}

interface MachineRow {
  arn: string;
  name: string;
  type: 'STANDARD' | 'EXPRESS';
  role_arn: string;
  definition_hash: string;
  created_at: number;
  tags: string;
}

function hashOf(definition: string): string {
  return createHash('sha256').update(definition).digest('hex');
}

/** The state machines of the templates, and the texts of every definition an execution may still run. */
export class Machines {
  readonly #world: ServiceWorld;
  readonly #tables: ExecutionTables;
  /** All machines known, also those that the templates no longer declare: their executions go on. */
  readonly #known = new Map<string, Machine>();
  readonly #declared = new Set<string>();
  readonly #texts = new Map<string, string>();
  readonly #programs = new Map<string, Program>();

  constructor(world: ServiceWorld, tables: ExecutionTables) {
    this.#world = world;
    this.#tables = tables;
    for (const row of tables.prepare('SELECT * FROM states_machines').all() as unknown as MachineRow[]) {
      this.#known.set(row.arn, {
        arn: row.arn,
        name: row.name,
        type: row.type,
        roleArn: row.role_arn,
        definitionHash: row.definition_hash,
        createdAt: row.created_at,
        tags: JSON.parse(row.tags) as Record<string, string>,
      });
    }
  }

  /**
   * Takes the machines that the templates declare. Executions that run keep the definition they began with.
   *
   * @throws Error that names the machine and the state when a definition cannot be served.
   */
  provision(definitions: readonly StateMachineDefinition[]): Promise<void> {
    const changed: Machine[] = [];
    for (const definition of definitions) {
      const definitionHash = hashOf(definition.definition);
      try {
        this.#programs.set(definitionHash, parseDefinition(definition.definition));
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(`State machine '${definition.name}': ${reason}`, { cause: error });
      }
      this.#texts.set(definitionHash, definition.definition);
      const machine: Machine = {
        arn: definition.arn,
        name: definition.name,
        type: definition.type,
        roleArn: definition.roleArn,
        definitionHash,
        createdAt: this.#known.get(definition.arn)?.createdAt ?? this.#world.clock.now(),
        tags: definition.tags ?? {},
      };
      this.#declared.add(machine.arn);
      if (JSON.stringify(this.#known.get(machine.arn)) !== JSON.stringify(machine)) {
        this.#known.set(machine.arn, machine);
        changed.push(machine);
      }
    }
    return changed.length === 0 ? Promise.resolve() : this.#save(changed);
  }

  #save(machines: readonly Machine[]): Promise<void> {
    return this.#world.store.write(() => {
      for (const machine of machines) {
        this.#tables
          .prepare(
            'INSERT INTO states_definitions (hash, definition) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING',
          )
          .run(machine.definitionHash, this.text(machine.definitionHash));
        this.#tables
          .prepare(
            'INSERT OR REPLACE INTO states_machines (arn, name, type, role_arn, definition_hash, created_at, tags) VALUES (?, ?, ?, ?, ?, ?, ?)',
          )
          .run(
            machine.arn,
            machine.name,
            machine.type,
            machine.roleArn,
            machine.definitionHash,
            machine.createdAt,
            JSON.stringify(machine.tags),
          );
      }
    });
  }

  /** The machines that the templates declare, by name. */
  declared(): Machine[] {
    return [...this.#known.values()]
      .filter((machine) => this.#declared.has(machine.arn))
      .toSorted((left, right) => left.name.localeCompare(right.name));
  }

  findDeclared(arn: string): Machine | undefined {
    return this.#declared.has(arn) ? this.#known.get(arn) : undefined;
  }

  /**
   * A machine that an execution belongs to.
   *
   * @throws Error when the record names none, which only a damaged database does.
   */
  of(arn: string): Machine {
    const machine = this.#known.get(arn);
    if (machine === undefined) {
      throw new Error(`An execution belongs to the state machine ${arn}, which the database does not have.`);
    }
    return machine;
  }

  text(hash: string): string {
    const known = this.#texts.get(hash);
    if (known !== undefined) {
      return known;
    }
    const row = this.#tables
      .prepare('SELECT definition FROM states_definitions WHERE hash = ?')
      .get(hash) as unknown as { definition: string } | undefined;
    if (row === undefined) {
      throw new Error(`The database has no definition ${hash}.`);
    }
    this.#texts.set(hash, row.definition);
    return row.definition;
  }

  program(hash: string): Program {
    const known = this.#programs.get(hash);
    if (known !== undefined) {
      return known;
    }
    const program = parseDefinition(this.text(hash));
    this.#programs.set(hash, program);
    return program;
  }
}
