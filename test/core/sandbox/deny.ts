import { Browser } from './browser.ts'
import { locationOf, submitLogin } from './sign-in.ts'

/** Opens the login page, presses Deny, and brings the answer to the listener. */
export async function denySignIn(authorizationUrl: string): Promise<void> {
  const browser = new Browser()
  const page = locationOf(await browser.visit(new URL(authorizationUrl)), authorizationUrl)
  const callback = await submitLogin({ verifier: '', browser, page }, { action: 'deny' })
  await fetch(callback)
}
