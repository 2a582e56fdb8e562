// The emulator listens on every address of the machine. Loaded before it, this has every server of the process listen
// on the loopback address instead, so that a test opens nothing to the network.
'use strict';
const net = require('node:net');

const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (first, ...rest) {
  if (first !== null && typeof first === 'object') {
    return listen.call(this, { ...first, host: '127.0.0.1' }, ...rest);
  }
  const callback = rest.find((argument) => typeof argument === 'function');
  return listen.call(this, { port: Number(first), host: '127.0.0.1' }, ...(callback ? [callback] : []));
};
