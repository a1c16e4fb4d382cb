-- Trusted issuers may sign as clients may: ES384, and Ed25519 under its own name (RFC 9864), too.
alter table trusted_issuer drop constraint trusted_issuer_algorithms_check;
alter table trusted_issuer add constraint trusted_issuer_algorithms_check
    check (cardinality(algorithms) > 0 and algorithms <@ '{ES256,ES384,Ed25519,EdDSA,PS256,RS256}');
