import {
  functionWithRole,
  installed,
  writeApplication,
  type HandMadeApplication,
} from './hand-made-application.ts';

const keepOrders = `
  const { DynamoDBClient, PutItemCommand } = require(${installed('@aws-sdk/client-dynamodb')});
  const client = new DynamoDBClient({});
  exports.handler = async (event) => {
    const batchItemFailures = [];
    for (const record of event.Records) {
      const order = JSON.parse(record.body);
      if (order.poison) {
        batchItemFailures.push({ itemIdentifier: record.messageId });
        continue;
      }
      await client.send(new PutItemCommand({
        TableName: process.env.TABLE,
        Item: { id: { S: order.id }, kind: { S: 'order' }, at: { S: new Date().toISOString() } },
      }));
    }
    return { batchItemFailures };
  };
`;

const noteOrders = `
  const { DynamoDBClient, PutItemCommand } = require(${installed('@aws-sdk/client-dynamodb')});
  const client = new DynamoDBClient({});
  exports.handler = async (event) => {
    for (const record of event.Records) {
      await client.send(new PutItemCommand({
        TableName: process.env.TABLE,
        Item: { id: { S: 'note ' + record.dynamodb.Keys.id.S }, kind: { S: 'note' } },
      }));
    }
  };
`;

const tryForbidden = `
  const { DynamoDBClient, DeleteItemCommand } = require(${installed('@aws-sdk/client-dynamodb')});
  const client = new DynamoDBClient({});
  exports.handler = async () => {
    await client.send(new DeleteItemCommand({ TableName: process.env.TABLE, Key: { id: { S: 'a' } } }));
  };
`;

const table = { Ref: 'Orders' };
const tableArn = { 'Fn::GetAtt': ['Orders', 'Arn'] };
const put = { Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: tableArn };
const environment = { Environment: { Variables: { TABLE: table } } };

/** Orders come by a queue, are kept in a table, and noted from its stream. */
export function shopApplication(): HandMadeApplication {
  return writeApplication(
    {
      Shop: {
        Resources: {
          Orders: {
            Type: 'AWS::DynamoDB::Table',
            Properties: {
              KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
              AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
              BillingMode: 'PAY_PER_REQUEST',
              StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
            },
          },
          Dead: { Type: 'AWS::SQS::Queue', Properties: {} },
          Incoming: {
            Type: 'AWS::SQS::Queue',
            Properties: {
              QueueName: 'incoming',
              VisibilityTimeout: 60,
              RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 3 },
            },
          },
          ...functionWithRole(
            'Keep',
            'keep',
            [
              put,
              {
                Effect: 'Allow',
                Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
                Resource: { 'Fn::GetAtt': ['Incoming', 'Arn'] },
              },
            ],
            environment,
          ),
          ...functionWithRole(
            'Note',
            'note',
            [
              put,
              {
                Effect: 'Allow',
                Action: ['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream'],
                Resource: { 'Fn::GetAtt': ['Orders', 'StreamArn'] },
              },
            ],
            environment,
          ),
          ...functionWithRole('Forbidden', 'forbidden', [put], environment),
          KeepFromQueue: {
            Type: 'AWS::Lambda::EventSourceMapping',
            Properties: {
              EventSourceArn: { 'Fn::GetAtt': ['Incoming', 'Arn'] },
              FunctionName: { Ref: 'Keep' },
              BatchSize: 5,
              FunctionResponseTypes: ['ReportBatchItemFailures'],
            },
          },
          NoteFromStream: {
            Type: 'AWS::Lambda::EventSourceMapping',
            Properties: {
              EventSourceArn: { 'Fn::GetAtt': ['Orders', 'StreamArn'] },
              FunctionName: { Ref: 'Note' },
              StartingPosition: 'TRIM_HORIZON',
              FilterCriteria: {
                Filters: [
                  { Pattern: JSON.stringify({ dynamodb: { NewImage: { kind: { S: ['order'] } } } }) },
                ],
              },
            },
          },
        },
        Outputs: {
          Table: { Value: table },
          Incoming: { Value: { Ref: 'Incoming' } },
          Dead: { Value: { Ref: 'Dead' } },
          Forbidden: { Value: { Ref: 'Forbidden' } },
        },
      },
    },
    { keep: keepOrders, note: noteOrders, forbidden: tryForbidden },
  );
}
