// @ts-check
/** Why a text cannot be read as a token. The message is a sentence for people, and quotes nothing of the token. */
export class TokenError extends Error {
  name = 'TokenError';
}
