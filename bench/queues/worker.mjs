// One BullMQ job per message. Each line "first count" on standard input adds so many jobs; "done" is said after the last answer.
import http from 'node:http';
import { createInterface } from 'node:readline';
import { Queue, Worker } from 'bullmq';

const [redisPort, url, concurrency] = process.argv.slice(2);
const connection = { host: '127.0.0.1', port: Number(redisPort), maxRetriesPerRequest: null };
const agent = new http.Agent({ keepAlive: true, maxSockets: Number(concurrency) });
const { hostname, port, pathname: path } = new URL(url);
const target = { hostname, port, path, method: 'POST', agent };
const addedAtOnce = 1000;

let left = 0;
const queue = new Queue('messages', { connection });
const worker = new Worker('messages', job => send(job.data), { connection, concurrency: Number(concurrency) });
worker.on('completed', () => --left === 0 && console.log('done'));
worker.on('failed', (_, error) => fail(error));
worker.on('error', fail);
await worker.waitUntilReady();
console.log('ready');

for await (const line of createInterface({ input: process.stdin })) {
    const [first, count] = line.split(' ').map(Number);
    left = count;
    for (let i = first; i < first + count; i += addedAtOnce)
        await queue.addBulk(Array.from({ length: Math.min(addedAtOnce, first + count - i) }, (_, n) => job(i + n)));
}

await worker.close();
await queue.close();

function job(person) {
    const data = { to: `55219${80_000_000 + person}`, name: `Person ${person}`, person };
    return { name: 'send', data, opts: { attempts: 3, backoff: { type: 'exponential', delay: 4000 }, removeOnComplete: true } };
}

function send({ to, name, person }) {
    const body = Buffer.from(JSON.stringify({
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        to,
        type: 'template',
        template: {
            name: 'order_update',
            language: { code: 'en_US' },
            components: [{ type: 'body', parameters: [{ type: 'text', text: name }, { type: 'text', text: '42' }] }],
        },
        biz_opaque_callback_data: `bench.${person}`,
    }));
    return new Promise((resolve, reject) => {
        const headers = { Authorization: 'Bearer bench', 'Content-Type': 'application/json', 'Content-Length': body.length };
        const request = http.request({ ...target, headers }, answer => {
            const parts = [];
            answer.on('data', part => parts.push(part));
            answer.on('error', reject);
            answer.on('end', () => {
                const id = answer.statusCode === 200 ? JSON.parse(Buffer.concat(parts)).messages?.[0]?.id : undefined;
                if (id)
                    resolve(id);
                else
                    reject(new Error(`HTTP ${answer.statusCode}: ${Buffer.concat(parts)}`));
            });
        });
        request.on('error', reject);
        request.end(body);
    });
}

function fail(error) {
    console.error(error);
    process.exit(1);
}
