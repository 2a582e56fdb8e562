// A PouchDB server on a free port of the loopback: prints the port, then serves until it is ended.
// node server.js DIR
import express from 'express';
import expressPouch from 'express-pouchdb';
import PouchDB from 'pouchdb';

const directory = process.argv[2];
const Served = PouchDB.defaults({prefix: directory + '/'});
const app = express();
app.use('/', expressPouch(Served, {
    mode: 'minimumForPouchDB',
    overrideMode: {include: ['routes/changes']},
    logPath: directory + '/log.txt',
    configPath: directory + '/config.json',
}));
const listening = app.listen(0, '127.0.0.1', () => console.log(listening.address().port));
process.stdin.on('end', () => process.exit(0)).resume();
