/** What a member that is unset lets pass (emporix.md 3.2): the platform skips the check. */
export const skippedChecks = {
  issuer: 'the issuer is not checked: a token of any realm of this provider passes.',
  audience: 'the audience is not checked: a token for any other application passes.',
  token_client_id: 'the authorized party is not checked: a token of any client passes.',
}
