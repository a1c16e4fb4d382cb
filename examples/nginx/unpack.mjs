// Unpacks one level of the tokens that a token of Matryoshka embeds (docs/token-anatomy.md, "The tokens claim"). It verifies nothing:
// verify the token first. Runs in njs 0.7.9 and in Node.

import inflate from './inflate.mjs';

const MAX_TEXT_BYTES = 1048576;
const OPEN = '"tokens":"';
const BASE64URL = /^[A-Za-z0-9_-]*$/;
const CONTROL_CHARACTER = /[\x00-\x09\x0b-\x1f]/;

// Returns the bytes, or throws; unlike Buffer, which ignores what is not base64url.
function decode(text) {
    const bytes = Buffer.from(text, 'base64url');
    if (!BASE64URL.test(text) || bytes.toString('base64url') !== text) {
        throw new Error('not base64url');
    }
    return bytes;
}

function utf8(bytes) {
    return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes);
}

function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(json) {
    const value = JSON.parse(json);
    if (!isObject(value)) {
        throw new Error('not a JSON object');
    }
    return value;
}

// Returns {header, claims, payload, signed, signature} of a compact JWS.
function read(token) {
    const parts = token.split('.');
    if (parts.length !== 3) {
        throw new Error('not a compact JWS');
    }
    const payload = decode(parts[1]);
    return {
        headerPart: parts[0],
        header: parse(utf8(decode(parts[0]))),
        payload: payload,
        claims: parse(utf8(payload)),
        signed: parts[0] + '.' + parts[1],
        signature: decode(parts[2]),
    };
}

// The audiences of a token's claims.
function audiences(claims) {
    const aud = typeof claims.aud === 'string' ? [claims.aud] : claims.aud;
    if (!Array.isArray(aud) || aud.length === 0 || !aud.every((one) => typeof one === 'string')) {
        throw new Error('no audience');
    }
    return aud;
}

// Returns the embedded tokens, each as {token, audiences, holder, claims}; `claims` is null where the token is encrypted.
function unpack(jws) {
    const tokens = jws.claims.tokens;
    if (tokens === undefined) {
        return [];
    }
    if (typeof tokens === 'string') {
        return packed(jws, tokens);
    }
    if (Array.isArray(tokens)) {
        return tokens.map(plain);
    }
    throw new Error('neither packed nor plain');
}

function packed(jws, deflated) {
    const at = jws.payload.lastIndexOf(OPEN);
    if (at < 0 || utf8(jws.payload.subarray(at)) !== OPEN + deflated + '"}') {
        throw new Error('the tokens are not the last claim');
    }
    const bytes = inflate(decode(deflated), jws.payload.subarray(0, at), MAX_TEXT_BYTES);
    const text = utf8(bytes);
    if (text === '' || text[text.length - 1] !== '\n') {
        throw new Error('the last line has no line feed');
    }
    if (CONTROL_CHARACTER.test(text)) {
        throw new Error('there is a control character');
    }
    return text.slice(0, -1).split('\n').map((line) => line[0] === '{' ? signedLine(jws, line) : encryptedLine(line));
}

// The payload can contain spaces, the signature cannot.
function signedLine(jws, line) {
    const space = line.lastIndexOf(' ');
    const signature = line.slice(space + 1);
    if (space < 0 || line[space - 1] !== '}' || decode(signature).length === 0) {
        throw new Error('malformed line');
    }
    const json = line.slice(0, space);
    const claims = parse(json);
    if (typeof claims.client_id !== 'string') {
        throw new Error('no client_id');
    }
    return {
        token: jws.headerPart + '.' + Buffer.from(json).toString('base64url') + '.' + signature,
        audiences: audiences(claims),
        holder: claims.client_id,
        claims: claims,
    };
}

function encryptedLine(line) {
    const fields = line.split(' ');
    if (fields.length !== 3 || fields[1] === '' || fields[2] === '' || !isJwe(fields[0])) {
        throw new Error('malformed line');
    }
    return {token: fields[0], audiences: [fields[1]], holder: fields[2], claims: null};
}

function isJwe(token) {
    const parts = token.split('.');
    return parts.length === 5 && parts.every((part, i) => (part !== '' || i === 1) && decode(part) !== null);
}

function plain(entry) {
    if (!isObject(entry) || typeof entry.token !== 'string' || typeof entry.aud !== 'string') {
        throw new Error('malformed entry');
    }
    if (isJwe(entry.token)) {
        return {token: entry.token, audiences: [entry.aud], holder: entry.holder, claims: null};
    }
    const claims = read(entry.token).claims;
    return {token: entry.token, audiences: audiences(claims), holder: claims.client_id, claims: claims};
}

export default {read, unpack, audiences, decode, utf8};
