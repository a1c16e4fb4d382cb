// Identity verifies who a customer is, and asks geo where the customer lives. Node, without any library: it verifies the token that it
// receives, takes the token for geo out of it, and calls geo with that. It learns of no revocation: for that, put the gateway in front.
import { createPublicKey, verify } from "node:crypto";
import { createServer } from "node:http";
import { inflateRawSync } from "node:zlib";

const { PORT, ISSUER, GEO } = process.env;
const AUDIENCE = "https://identity.example";
const GEO_AUDIENCE = "https://geo.example";
const KEYS_LIVE_MILLIS = 5 * 60 * 1000, BETWEEN_FETCHES_MILLIS = 10 * 1000;

let keys = [], keysSince = 0;

// A key that is not known can be a new one, so the issuer is asked; but not for each such token.
async function keyOf(kid) {
  const known = () => keys.find((key) => key.kid === kid && key.alg === "ES256");
  if (Date.now() - keysSince > (known() ? KEYS_LIVE_MILLIS : BETWEEN_FETCHES_MILLIS)) {
    keysSince = Date.now();
    keys = (await (await fetch(`${ISSUER}/oauth2/jwks`)).json()).keys;
  }
  return known();
}

const read = (part) => JSON.parse(Buffer.from(part, "base64url"));

async function claimsOf(token, scope) {
  const [header, payload, signature] = token.split(".");
  const { typ, alg, kid } = read(header);
  const jwk = alg === "ES256" && typ === "at+jwt" && (await keyOf(kid));
  const key = jwk && { key: createPublicKey({ key: jwk, format: "jwk" }), dsaEncoding: "ieee-p1363" };
  if (!key || !verify("sha256", `${header}.${payload}`, key, Buffer.from(signature, "base64url"))) throw Error("signature");
  const claims = read(payload);
  const isForUs = claims.iss === ISSUER && [claims.aud].flat().includes(AUDIENCE) && claims.exp > Date.now() / 1000;
  if (!isForUs || claims.cnf || !claims.scope.split(" ").includes(scope)) throw Error("not for this call");
  return claims;
}

// The dozen lines of docs/token-anatomy.md.
function unpack(token) {
  const [header, payload] = token.split(".");
  const claims = Buffer.from(payload, "base64url");
  const packed = JSON.parse(claims).tokens;
  if (typeof packed !== "string") return [];
  const data = Buffer.from(packed, "base64url");
  const dictionary = claims.subarray(0, claims.lastIndexOf('"tokens":"'));
  const { buffer, engine } = inflateRawSync(data, { dictionary, maxOutputLength: 1 << 20, info: true });
  const text = new TextDecoder("utf-8", { fatal: true }).decode(buffer);
  if (/[^\w-]/.test(packed) || engine.bytesWritten < data.length || !text.endsWith("\n")) throw Error("malformed");
  return text.slice(0, -1).split("\n").map((line) => /^(\{.*\}) ([\w-]+)$|^([^{ ]+) /s.exec(line)).map(
    ([, json, signature, jwe]) => jwe ?? [header, Buffer.from(json).toString("base64url"), signature].join("."));
}

// What a service may tell of a token: its ids, never the token.
const tell = (event, { jti, client_id, aud, scope }, from) => console.log(JSON.stringify({ event, jti, client_id, aud, scope, from }));

createServer(async (request, response) => {
  try {
    const token = /^Bearer ([\w.-]+)$/i.exec(request.headers.authorization)[1];
    const claims = await claimsOf(token, "identity:verify");
    tell("accepted", claims);
    const next = unpack(token).find((one) => [read(one.split(".")[1]).aud].flat().includes(GEO_AUDIENCE));
    tell("next", read(next.split(".")[1]), claims.jti);
    const geo = await fetch(`${GEO}/locations`, { headers: { authorization: `Bearer ${next}` }, redirect: "manual" });
    response.writeHead(geo.status).end("verified");
  } catch {
    response.writeHead(401, { "www-authenticate": 'Bearer error="invalid_token"' }).end("refused");
  }
}).listen(Number(PORT), "127.0.0.1", () => console.log(JSON.stringify({ event: "started" })));
