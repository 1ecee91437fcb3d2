// The run table in DynamoDB: a notebook with a lock. What a handling did is recorded in one conditional transaction, and its refusal says what came first.
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { AnyEvent, EventOf } from '../../events/catalog.ts';
import { slotOf } from '../../events/catalog.ts';
import type { LogLine } from '../../events/ports.ts';
import type { Run } from '../../events/run.ts';
import type { AgentName } from '../../events/topology.ts';
import { limits } from '../run/budget.ts';
import { opened } from '../run/evolve.ts';
import { toPublish } from '../run/record.ts';
import { type Commit, type CommitResult, type Recorded, type RunStore, type Work, workKey } from '../run/store.ts';
import { endsBesidePublisher, LimitPassed, raises } from './commit-rules.ts';
import * as items from './dynamo-items.ts';
import { create, type Refusals, transact, unlocked, type Write } from './dynamo-transaction.ts';

type Item = items.Item;
type Table = { readonly client: DynamoDBClient; readonly table: string };

/** Reads of a run that are no longer believable as transactions in flight. */
const maxReads = 10;

export const dynamoRuns = ({ table }: { readonly table: string }, client = new DynamoDBClient({})): RunStore => {
  const on: Table = { client, table };
  return {
    load: (runId) => load(on, runId),
    read: async (runId) => (await load(on, runId))?.run,
    open: (requested, door) => open(on, requested, door),
    commit: (commit) => commitTo(on, commit),
    markPublished: (runId, agent, eventKey) => markPublished(on, runId, agent, eventKey),
    fence: (runId, attempt, now) => fence(on, runId, attempt, now),
    append: (runId, line) => append(on, runId, line),
    logsOf: async (runId) => (await queryAll(on, { S: items.logPartition(runId) })).map(items.logLineOf),
  };
};

/**
 * A query sees a transaction's items one by one, so facts may be missing that the run item already counts (the version is the number of facts):
 * read again until both agree.
 */
const load = async (on: Table, runId: string): Promise<Recorded | undefined> => {
  for (let read = 0; read < maxReads; read += 1) {
    const found = await queryAll(on, items.keys.partition(runId));
    const run = items.runOf(found.find((item) => item.sk?.S === 'RUN'));
    if (run === undefined) return undefined;
    const facts = startingWith('FACT#', found)
      .sort((a, b) => items.orderOf(a) - items.orderOf(b))
      .map(items.factOf);
    if (facts.length === run.version) return { run: { ...run, facts }, works: worksOf(startingWith('WORK#', found), facts) };
  }
  throw new Error(`run ${runId}: its facts and its version do not agree after ${maxReads} reads`);
};

const startingWith = (prefix: string, found: readonly Item[]): Item[] => found.filter((item) => item.sk?.S?.startsWith(prefix) === true);

const worksOf = (found: readonly Item[], facts: readonly AnyEvent[]): ReadonlyMap<string, Work> => {
  const byId = new Map(facts.map((fact) => [fact.meta.eventId, fact]));
  const works = found.map((item) =>
    items.workOf(
      item,
      items
        .factIdsOf(item)
        .map((id) => byId.get(id))
        .filter((fact) => fact !== undefined),
    ),
  );
  return new Map(works.map((work) => [workKey(work.agent, work.eventKey), work]));
};

const queryAll = async ({ client, table }: Table, pk: AttributeValue): Promise<Item[]> => {
  const found: Item[] = [];
  let from: Item | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ConsistentRead: true,
        ExclusiveStartKey: from,
      }),
    );
    found.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return found;
};

const itemAt = async ({ client, table }: Table, key: Item): Promise<Item | undefined> =>
  (await client.send(new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true }))).Item;

const open = async (
  on: Table,
  requested: EventOf<'RunRequested'>,
  door: 'api' | undefined,
): Promise<{ run: Run; is: 'opened' | 'known' | 'differs' }> => {
  const { meta, data } = requested;
  const run = opened(requested);
  const hash = items.requestHash(data);
  const refused = await transact(on, [
    create('run', items.runItem(run)),
    create('fact', items.factItem(requested, run.version)),
    ...(door === undefined ? [] : [create('work', items.workItem(meta.runId, toPublish(door, requested)))]),
    ...(data.idempotencyKey === undefined ? [] : [create('key', items.requestItem(data.idempotencyKey, meta.runId, hash))]),
  ]);
  if (refused === undefined) return { run: { ...run, facts: [requested] }, is: 'opened' };
  const other = refused.get('key');
  const runId = refused.has('run') || other === undefined ? meta.runId : items.stringOf(other, 'runId');
  const before = await load(on, runId);
  if (before === undefined) throw new Error(`run ${runId} was recorded so long ago that it has expired: ask again as a new run`);
  return { run: before.run, is: items.requestHash(before.run.request) === hash ? 'known' : 'differs' };
};

const commitTo = async (on: Table, commit: Commit): Promise<CommitResult> => {
  const { runId, work, facts, fold } = commit;
  const slots = facts.map((fact) => [slotOf(fact), fact.meta.eventId] as const);
  const refused = await transact(on, [
    create('work', items.workItem(runId, work)),
    ...(fold === undefined ? [] : facts.map((fact, n) => create('fact', items.factItem(fact, fold.from + 1 + n)))),
    ...slots.flatMap(([slot, eventId]) => (slot === undefined ? [] : [create('slot', items.slotItem(runId, slot, eventId))])),
    ...(fold === undefined ? [] : [advance(commit, fold)]),
  ]);
  return refused === undefined ? { is: 'committed' } : refusal(on, commit, refused);
};

/** The run item after the facts, if nothing else was recorded in between and the run may still change. */
const advance = (commit: Commit, { from, next }: NonNullable<Commit['fold']>): Write => {
  const counter = raises(commit);
  const ends = next.state.is === 'ended';
  const condition = ['#version = :from', '#is <> :ended'];
  const values: Item = { ':from': { N: String(from) }, ':ended': { S: 'ended' } };
  if (endsBesidePublisher(commit)) {
    condition.push('#is <> :publishing');
    values[':publishing'] = { S: 'publishing' };
  }
  if (counter !== undefined) {
    condition.push(`#${counter} < :limit`);
    values[':limit'] = { N: String(limits[counter]) };
  }
  return {
    what: 'run',
    update: {
      key: items.keys.run(next.runId),
      condition: condition.join(' AND '),
      values,
      // The state is written only when it ends: the fence may have been taken since the run was read.
      set: { ...items.runAttributes(next), ...(ends ? items.stateAttributes(next.state) : {}) },
      remove: ends ? ['watch', 'watchAt'] : [],
      names: counter === undefined ? ['version', 'is'] : ['version', 'is', counter],
    },
  };
};

/** What came first, in the order in which reasons count. */
const refusal = async (on: Table, commit: Commit, refused: Refusals): Promise<CommitResult> => {
  const { runId } = commit;
  const worked = refused.get('work');
  if (worked !== undefined) return { is: 'worked', work: items.workOf(worked, await factsAt(on, runId, items.factIdsOf(worked))) };
  const fact = refused.get('fact');
  if (fact !== undefined) return { is: 'taken', stored: items.factOf(fact) };
  const slot = refused.get('slot');
  if (slot !== undefined) {
    const [stored] = await factsAt(on, runId, [items.stringOf(slot, 'eventId')]);
    if (stored === undefined) throw new Error(`run ${runId}: slot ${slot.sk?.S} is filled by a fact that is not there`);
    return { is: 'taken', stored };
  }
  const run = refused.get('run');
  if (run === undefined || run.pk === undefined) throw new Error(`run ${runId} is not recorded, so nothing can be recorded in it`);
  const state = items.stateOf(run).is;
  if (state === 'ended' || (state === 'publishing' && endsBesidePublisher(commit))) return { is: 'ended' };
  const counter = raises(commit);
  if (counter !== undefined && items.versionOf(run) === commit.fold?.from) throw new LimitPassed(runId, counter, limits[counter]);
  return { is: 'conflict' };
};

const factsAt = async (on: Table, runId: string, eventIds: readonly string[]): Promise<AnyEvent[]> => {
  const found = await Promise.all(eventIds.map((eventId) => itemAt(on, items.keys.fact(runId, eventId))));
  return found.filter((item) => item !== undefined).map(items.factOf);
};

const markPublished = async ({ client, table }: Table, runId: string, agent: AgentName, eventKey: string): Promise<void> => {
  await unlocked(() =>
    client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: items.keys.work(runId, agent, eventKey),
        ConditionExpression: 'attribute_exists(pk)',
        UpdateExpression: 'SET published = :yes REMOVE watch, watchAt',
        ExpressionAttributeValues: { ':yes': { BOOL: true } },
      }),
    ),
  );
};

const fence = async ({ client, table }: Table, runId: string, attempt: number, now: string): Promise<'publishing' | 'ended'> => {
  const { is, state } = items.stateAttributes({ is: 'publishing', attempt, since: now });
  try {
    await unlocked(() =>
      client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: items.keys.run(runId),
          ConditionExpression: '#is = :open',
          UpdateExpression: 'SET #is = :is, #state = :state',
          ExpressionAttributeNames: { '#is': 'is', '#state': 'state' },
          ExpressionAttributeValues: { ':open': { S: 'open' }, ':is': is as AttributeValue, ':state': state as AttributeValue },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      ),
    );
    return 'publishing';
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    if (error.Item === undefined) throw new Error(`run ${runId} is not recorded, so it cannot be published`);
    const before = items.stateOf(error.Item);
    return before.is === 'publishing' && before.attempt === attempt ? 'publishing' : 'ended';
  }
};

const append = async ({ client, table }: Table, runId: string, line: LogLine): Promise<void> => {
  await client.send(new PutItemCommand({ TableName: table, Item: items.logItem(runId, line) }));
};
