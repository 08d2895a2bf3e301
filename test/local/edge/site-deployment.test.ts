import { rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { explainApplication } from '../../../local/runtime/runtime.ts';
import { edgeApplication, siteFiles, writeSite } from './edge-application.ts';
import { call, startEdge } from './edge-machine.ts';

test('a site is copied into its bucket once, anew when it changes, and without what it no longer has', async () => {
  const made = edgeApplication();
  const startAt = Date.UTC(2031, 0, 1);
  const first = await startEdge(startAt, made);
  const { objects } = first.runtime;
  expect(await objects.listKeys('site', '')).toEqual(Object.keys(siteFiles).toSorted());
  const settings = await objects.getObject('site', 'settings.json');
  expect(settings.body.toString('utf8')).toBe(`{"api":"${first.outputs['ApiId']}"}`);
  await objects.putObject('site', 'left/by-hand.txt', 'x');
  await first.stop();

  const second = await startEdge(startAt, made);
  expect(await second.runtime.objects.listKeys('site', 'left/')).toEqual(['left/by-hand.txt']);
  await second.stop();

  rmSync(path.join(made.cdkOut, 'asset.5173'), { recursive: true });
  writeSite(made.cdkOut, { 'index.html': 'the second page' });
  const third = await startEdge(startAt, made);
  expect(await third.runtime.objects.listKeys('site', '')).toEqual(['index.html']);
  expect((await call(`${third.site}/`)).body).toBe('the second page');
  await third.stop();
  made.remove();
});

test('a function that only a deployment calls is inert, with the layers that it has', () => {
  const made = edgeApplication();
  const { served, inert, refused } = explainApplication(made.cdkOut);
  made.remove();
  const functions = ({ type }: { type: string }): boolean => type === 'AWS::Lambda::Function';
  expect(inert.find(functions)).toMatchObject({ count: 1, paths: ['Edge/Copier'] });
  expect(served.find(functions)?.paths).not.toContain('Edge/Copier');
  expect(inert.map(({ type }) => type)).toContain('AWS::Lambda::LayerVersion');
  for (const type of [
    'AWS::ApiGatewayV2::Api',
    'AWS::Cognito::UserPool',
    'AWS::CloudFront::Distribution',
    'Custom::CDKBucketDeployment',
  ]) {
    expect(served.map((one) => one.type)).toContain(type);
  }
  expect(refused).toEqual([]);
});
