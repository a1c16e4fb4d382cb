// Guards a location of nginx for clients that hold no token: swaps the handle of a phantom token, or the signature of a split token, for
// the token, and lets the guard of examples/nginx verify that. README.md says how it is configured. Runs in njs 0.7.9.

import crypto from 'crypto';
import matryoshka from './matryoshka.mjs';

const HANDLE = /^mtkp_[A-Za-z0-9_-]{64,507}$/;
const SIGNATURE = /^[A-Za-z0-9_-]{86}$/;
const TOKEN = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;
const MAX_RETRY_SECONDS = 300;

// The handler (`js_content`).
function guard(r) {
    matryoshka.guardSwapped(r, (presented) => swap(r, presented));
}

// A token is refused here: clients on the internet have none, so whoever presents one has it from a service.
function swap(r, presented) {
    if (HANDLE.test(presented)) {
        return ask(r, '/_swap/handle', presented, {method: 'POST', body: 'token=' + presented}).then(checked);
    }
    if (SIGNATURE.test(presented)) {
        return ask(r, '/_swap/signature', presented, {method: 'GET'})
            .then((head) => checked(head + '.' + presented));
    }
    throw matryoshka.invalid('Neither a handle nor a signature of a token was sent.');
}

// The hash stands for what was presented in the names of cached answers, and in the address at the issuer.
function ask(r, uri, presented, request) {
    r.variables.swap_hash = crypto.createHash('sha256').update(presented).digest('base64url');
    return r.subrequest(uri, request).then((reply) => {
        if (reply.status === 200) {
            return reply.responseText;
        }
        throw refused(reply);
    });
}

function refused(reply) {
    if (reply.status === 404 || (reply.status === 401 && errorIn(reply) === 'invalid_token')) {
        return matryoshka.invalid('The token is not active.');
    }
    if (reply.status === 429 || reply.status === 502 || reply.status === 503 || reply.status === 504) {
        const away = matryoshka.refusal(503, null, 'The issuer is not available.');
        away.retryAfter = retryAfter(reply);
        return away;
    }
    return matryoshka.refusal(502, null, 'The issuer refuses the gateway: status ' + reply.status + '.');
}

function checked(token) {
    if (!TOKEN.test(token)) {
        throw matryoshka.refusal(502, null, 'The issuer answers with something that is no token.');
    }
    return token;
}

// Only `invalid_token` is about the client's token; `invalid_client` is about the credentials of the gateway.
function errorIn(reply) {
    try {
        return JSON.parse(reply.responseText).error;
    } catch (malformed) {
        return null;
    }
}

function retryAfter(reply) {
    const seconds = Number(reply.headersOut['Retry-After']);
    return seconds > 0 ? Math.min(Math.ceil(seconds), MAX_RETRY_SECONDS) : null;
}

export default {guard};
