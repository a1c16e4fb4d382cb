// Guards a location of nginx: verifies the request's token, picks the token for the upstream, and hands the request on with that token
// alone. README.md says how it is configured. Runs in njs 0.7.9, whose `await` is not reliable in all places: hence the promises.

import unpacking from './unpack.mjs';

const MAX_TOKEN_LENGTH = 16384;
const SKEW_SECONDS = 5;
const MAX_JWKS_KEYS = 100;
const MAX_KEYS_AGE_MILLIS = 3600000;
const BEARER = /^bearer +([A-Za-z0-9_.~+\/-]+=*)$/i;

// The same curve and encoding for each P-256 key (RFC 5480): what precedes its two coordinates.
const P256_SPKI = Buffer.from('MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE', 'base64');
const COORDINATE_BYTES = 32;
const SIGNATURE_BYTES = 64;

const KEYS_UNAVAILABLE = refusal(503, null, 'The keys of the issuer are not available.');

// A refusal is a value {status, error, reason}; `reason` is text of ours, and never quotes what was sent. `retryAfter` is in seconds.
function refusal(status, error, reason) {
    return {status: status, error: error, reason: reason};
}

function invalid(reason) {
    return refusal(401, 'invalid_token', reason);
}

// The handler (`js_content`).
function guard(r) {
    guardSwapped(r, (token) => token);
}

// The same for clients that hold something else than the token: `swap` returns the token for what they sent, or a promise of it.
function guardSwapped(r, swap) {
    // Read first: a subrequest runs the `set`s of the server again, on the same variables.
    const settings = readSettings(r);
    check(r, settings, swap).then((next) => {
        r.variables.matryoshka_authorization = 'Bearer ' + next;
        r.internalRedirect(settings.next);
    }).catch((thrown) => {
        // An error of JavaScript could quote what it could not read.
        refuse(r, thrown.status ? thrown : refusal(500, null, 'The guard failed.'), settings);
    });
}

function check(r, settings, swap) {
    return Promise.resolve().then(() => {
        if (!settings.issuer || !settings.audience || settings.next[0] !== '@') {
            throw refusal(500, null, 'The guard is not configured.');
        }
        return swap(presented(r));
    }).then((token) => {
        const jws = readToken(token);
        return verified(r, jws).then(() => {
            checkClaims(jws.claims, settings);
            remember(r, jws.claims);
            return nextToken(token, jws, settings);
        });
    });
}

function readSettings(r) {
    return {
        issuer: r.variables.matryoshka_issuer,
        audience: r.variables.matryoshka_audience,
        upstream: r.variables.matryoshka_upstream,
        service: r.variables.matryoshka_service,
        scope: r.variables.matryoshka_scope,
        next: String(r.variables.matryoshka_next),
        now: Date.now() / 1000,
    };
}

function presented(r) {
    const header = r.headersIn.Authorization;
    if (!header) {
        throw refusal(401, null, 'A token is required.');
    }
    if (header.length > MAX_TOKEN_LENGTH) {
        throw invalid('The token is too long.');
    }
    const found = BEARER.exec(header);
    if (!found) {
        throw refusal(401, 'invalid_request', 'Send the token as a bearer token.');
    }
    return found[1];
}

function readToken(token) {
    let jws;
    try {
        jws = unpacking.read(token);
    } catch (malformed) {
        throw invalid('The token is malformed.');
    }
    const type = String(jws.header.typ).toLowerCase();
    if (type !== 'at+jwt' && type !== 'application/at+jwt') {
        throw invalid('The token is no access token.');
    }
    if (jws.header.crit !== undefined || jws.header.alg !== 'ES256' || typeof jws.header.kid !== 'string') {
        throw invalid('The header of the token is not supported.');
    }
    if (jws.signature.length !== SIGNATURE_BYTES) {
        throw invalid('The signature is invalid.');
    }
    return jws;
}

// Looks into the cached key set, and then into one that is at most some seconds old: a key can be newer than the cache.
function verified(r, jws) {
    return findKey(r, '/_matryoshka/jwks', jws.header.kid)
        .then((key) => key || findKey(r, '/_matryoshka/jwks/new', jws.header.kid))
        .then((key) => {
            if (!key) {
                throw invalid('The key of the token is unknown.');
            }
            return isSigned(key, jws);
        })
        .then((isValid) => {
            if (!isValid) {
                throw invalid('The signature is invalid.');
            }
        });
}

function findKey(r, uri, kid) {
    return r.subrequest(uri).then((reply) => {
        // Nginx also serves what is stale while the issuer cannot be reached; the date is that of the issuer's answer.
        const age = Date.now() - Date.parse(reply.headersOut.Date);
        if (reply.status !== 200 || !(age < MAX_KEYS_AGE_MILLIS)) {
            throw KEYS_UNAVAILABLE;
        }
        const keys = JSON.parse(reply.responseText).keys;
        if (!Array.isArray(keys) || keys.length > MAX_JWKS_KEYS) {
            throw KEYS_UNAVAILABLE;
        }
        return keys.filter((key) => key.kid === kid && isSuitable(key))[0];
    });
}

function isSuitable(key) {
    return key.kty === 'EC' && key.crv === 'P-256' && (key.alg === undefined || key.alg === 'ES256')
        && (key.use === undefined || key.use === 'sig');
}

function isSigned(jwk, jws) {
    const x = unpacking.decode(jwk.x);
    const y = unpacking.decode(jwk.y);
    if (x.length !== COORDINATE_BYTES || y.length !== COORDINATE_BYTES) {
        throw KEYS_UNAVAILABLE;
    }
    return crypto.subtle.importKey('spki', Buffer.concat([P256_SPKI, x, y]), {name: 'ECDSA', namedCurve: 'P-256'}, false, ['verify'])
        .then((key) => crypto.subtle.verify({name: 'ECDSA', hash: 'SHA-256'}, key, jws.signature, Buffer.from(jws.signed)));
}

function checkClaims(claims, settings) {
    if (claims.iss !== settings.issuer) {
        throw invalid('The token is from another issuer.');
    }
    if (audiencesOf(claims).indexOf(settings.audience) < 0) {
        throw invalid('The token is for another audience.');
    }
    if (typeof claims.exp !== 'number' || claims.exp <= settings.now - SKEW_SECONDS) {
        throw invalid('The token has expired.');
    }
    if (!hasBegun(claims.iat, settings.now) || (claims.nbf !== undefined && !hasBegun(claims.nbf, settings.now))) {
        throw invalid('The token is not yet valid.');
    }
    if (claims.cnf !== undefined) {
        // Proofs of possession need a memory of what was used, which njs 0.7.9 does not have.
        throw invalid('The token is bound to a key, and proofs are not supported here.');
    }
    checkScope(claims, settings.scope);
}

function hasBegun(time, now) {
    return typeof time === 'number' && time <= now + SKEW_SECONDS;
}

function audiencesOf(claims) {
    try {
        return unpacking.audiences(claims);
    } catch (malformed) {
        throw invalid('The token has no audience.');
    }
}

function checkScope(claims, required) {
    const held = typeof claims.scope === 'string' ? claims.scope.split(' ') : [];
    if (required && !required.split(' ').every((scope) => held.indexOf(scope) >= 0)) {
        throw refusal(403, 'insufficient_scope', 'The token lacks a scope.');
    }
}

// For access logs: ids, never tokens.
function remember(r, claims) {
    r.variables.matryoshka_jti = id(claims.jti);
    r.variables.matryoshka_txn = id(claims.txn);
}

function id(value) {
    return typeof value === 'string' && /^[A-Za-z0-9_.~-]{1,200}$/.test(value) ? value : '-';
}

// What the upstream gets: the token itself where it is for the upstream too, else the one that is embedded for it.
function nextToken(token, jws, settings) {
    if (!settings.upstream || audiencesOf(jws.claims).indexOf(settings.upstream) >= 0) {
        return token;
    }
    const found = embedded(jws).filter((one) => one.audiences.indexOf(settings.upstream) >= 0
        && (!settings.service || one.holder === undefined || one.holder === settings.service));
    if (found.length !== 1) {
        throw refusal(403, 'insufficient_scope', found.length === 0
            ? 'The token embeds no token for the upstream.'
            : 'The token embeds several tokens for the upstream: name the service that nginx is.');
    }
    if (found[0].claims === null) {
        throw refusal(403, 'insufficient_scope', 'The token for the upstream is encrypted, which is not supported here.');
    }
    if (!(found[0].claims.exp > settings.now)) {
        throw invalid('The token for the upstream has expired.');
    }
    return found[0].token;
}

function embedded(jws) {
    try {
        return unpacking.unpack(jws);
    } catch (malformed) {
        throw invalid('The embedded tokens are malformed.');
    }
}

function refuse(r, refused, settings) {
    r.variables.matryoshka_refusal = refused.reason;
    if (refused.status === 401 || refused.status === 403) {
        r.headersOut['WWW-Authenticate'] = challenge(refused, settings.scope);
    }
    if (refused.status === 503) {
        r.headersOut['Retry-After'] = String(refused.retryAfter || 5);
    }
    r.headersOut['Content-Type'] = 'application/problem+json';
    r.headersOut['Cache-Control'] = 'no-store';
    r.return(refused.status, JSON.stringify({type: 'about:blank', status: refused.status, detail: refused.reason}) + '\n');
}

// RFC 6750 3.
function challenge(refused, scope) {
    if (refused.error === null) {
        return 'Bearer';
    }
    const needed = refused.error === 'insufficient_scope' && scope ? ', scope="' + scope + '"' : '';
    return 'Bearer error="' + refused.error + '", error_description="' + refused.reason + '"' + needed;
}

export default {guard, guardSwapped, refusal, invalid};
