/**
 * AWS list prices in US dollars, us-east-1, on demand and without any free tier, as they were known on the day below
 * (DynamoDB's since its cut of November 2024). Look them up again before quoting a cost.
 */
export const priceList = {
  asOf: '2026-11-21',
  region: 'us-east-1',
  /** Step Functions Standard, a state transition. */
  stateTransition: 25 / 1_000_000,
  /** Step Functions Express: a request, and a GB-second in steps of 64 MB. */
  expressRequest: 1 / 1_000_000,
  expressGigabyteSecond: 0.00001667,
  /** Lambda on ARM. */
  lambdaRequest: 0.2 / 1_000_000,
  lambdaGigabyteSecond: 0.0000133334,
  /** DynamoDB on demand. */
  writeRequestUnit: 0.625 / 1_000_000,
  readRequestUnit: 0.125 / 1_000_000,
  /** SQS standard, a request of up to 64 KB. */
  queueRequest: 0.4 / 1_000_000,
  /** S3 standard. */
  putRequest: 5 / 1_000_000,
  getRequest: 0.4 / 1_000_000,
  /** EventBridge: an event of S3, which a bucket must be opted in for. Some accounts of it call it free: the dearer is taken. */
  objectEvent: 1 / 1_000_000,
  /** KMS, a request. */
  keyRequest: 3 / 1_000_000,
} as const;
