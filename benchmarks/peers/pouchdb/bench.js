// Measures PouchDB as a desk would use it: local databases on disk that replicate with a server over HTTP.
//   node bench.js change DIR COUNT BYTES    a document put at one replica until the other one's change feed has it
//   node bench.js catch-up DIR COUNT BYTES  a new replica reads so many documents
// Prints one JSON object: {"p50", "p99"} in milliseconds, or {"seconds"}.
import {spawn} from 'node:child_process';
import {randomBytes, randomUUID} from 'node:crypto';
import {mkdirSync} from 'node:fs';
import {once} from 'node:events';
import PouchDB from 'pouchdb';

const [what, directory, count, bytes] = [process.argv[2], process.argv[3], +process.argv[4], +process.argv[5]];

mkdirSync(directory + '/server', {recursive: true});
const server = spawn(process.execPath, [new URL('server.js', import.meta.url).pathname, directory + '/server'],
    {stdio: ['pipe', 'pipe', 'inherit']});
const port = parseInt((await once(server.stdout, 'data'))[0].toString(), 10);
const remote = `http://127.0.0.1:${port}/clinic`;
await new PouchDB(remote).info();

function document() {
    return {_id: randomUUID(), body: randomBytes(Math.ceil(bytes / 2)).toString('hex')};
}

async function change() {
    const a = new PouchDB(directory + '/a');
    const b = new PouchDB(directory + '/b');
    const live = {live: true, retry: true};
    a.sync(remote, live);
    b.sync(remote, live);
    const waiting = new Map();
    b.changes({live: true, since: 'now'}).on('change', c => waiting.get(c.id)?.());
    const taken = [];
    const warmUp = Math.ceil(count / 5);
    for (let i = 0; i < warmUp + count; i++) {
        const next = document();
        const seen = new Promise(resolve => waiting.set(next._id, resolve));
        const began = process.hrtime.bigint();
        await a.put(next);
        await seen;
        if (i >= warmUp) {
            taken.push(Number(process.hrtime.bigint() - began) / 1e6);
        }
        waiting.delete(next._id);
        await new Promise(resolve => setTimeout(resolve, 5));
    }
    taken.sort((x, y) => x - y);
    const at = share => taken[Math.min(taken.length - 1, Math.ceil(share * taken.length) - 1)];
    return {p50: at(0.5), p99: at(0.99)};
}

async function catchUp() {
    const source = new PouchDB(remote);
    for (let done = 0; done < count; done += 1000) {
        await source.bulkDocs(Array.from({length: Math.min(1000, count - done)}, document));
    }
    const replica = new PouchDB(directory + '/replica');
    const began = process.hrtime.bigint();
    await replica.replicate.from(remote, {batch_size: 1000});
    const seconds = Number(process.hrtime.bigint() - began) / 1e9;
    const {doc_count: read} = await replica.info();
    if (read !== count) {
        throw new Error(`${read} of ${count} documents`);
    }
    return {seconds};
}

console.log(JSON.stringify(await (what === 'change' ? change() : catchUp())));
server.kill();
process.exit(0);
