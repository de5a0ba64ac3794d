import { expect, test } from 'vitest';
import { gate } from './e2e/support.ts';
import { GatewayError, StaleRecordError } from './errors.ts';
import { RequestQueue } from './queue.ts';

test('tasks of one channel run one after the other, those of another beside them', async () => {
  const queue = new RequestQueue(10, 'channel');
  const { opened, open } = gate();
  const order: string[] = [];
  const first = queue.run('0x01', async () => {
    await opened;
    order.push('first');
  });
  const second = queue.run('0x01', async () => void order.push('second'));
  await queue.run('0x02', async () => void order.push('other'));
  open();
  await Promise.all([first, second]);
  expect(order).toEqual(['other', 'first', 'second']);
});

test('a task that fails does not stop the next', async () => {
  const queue = new RequestQueue(10, 'channel');
  const failing = queue.run('0x01', () => Promise.reject(new Error('no')));
  const next = queue.run('0x01', async () => 'yes');
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('yes');
});

test('as many as the limit may wait, and no more', async () => {
  const queue = new RequestQueue(2, 'channel');
  const { opened, open } = gate();
  const waiting = [queue.run('0x01', () => opened), queue.run('0x01', () => opened)];
  await expect(queue.run('0x01', async () => undefined)).rejects.toMatchObject({
    status: 429,
    message: '2 requests of this channel wait; the limit is 2',
  });
  open();
  await Promise.all(waiting);
  expect(await queue.run('0x01', async () => 'again')).toBe('again');
});

test('a channel that another process changed is to be tried again', async () => {
  const queue = new RequestQueue(1, 'channel');
  const stale = queue.run('0x01', () => Promise.reject(new StaleRecordError('moved on')));
  await expect(stale).rejects.toThrow(GatewayError);
  await expect(stale).rejects.toMatchObject({ status: 503, type: 'channel_busy' });
});
