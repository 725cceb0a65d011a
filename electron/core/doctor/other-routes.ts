import type { DoctorRoute } from '../../../shared/doctor.ts'
import type { Redirect } from '../../../shared/redirect.ts'
import { toFailure } from '../failure.ts'
import { parseCallback } from '../http/callback-parameters.ts'
import { deepLinkRedirectUri } from '../http/deep-link-callback.ts'
import { unheardRedirectUri } from '../http/planned-redirect.ts'
import type { Ports } from '../ports.ts'

type Found = Pick<DoctorRoute, 'status' | 'message' | 'fix'>

/** Reads a callback as a person would bring it from a phone. */
export function tryPaste(redirect: Redirect): Found & { redirectUri: string } {
  const redirectUri = redirect.uri ?? unheardRedirectUri(redirect)
  const sample = `It ended here: “${redirectUri.replace(/^https?:\/\//, '')}?code=doctor&state=\u200bdoctor”.`
  try {
    parseCallback(sample, { redirectUri })
    return {
      redirectUri,
      status: 'passed',
      message: 'A pasted callback is read, also from a phone and with text around it.',
      fix: '',
    }
  } catch (thrown) {
    return {
      redirectUri,
      status: 'failed',
      message: `A callback of this redirect URI cannot be read: ${toFailure(thrown).message}`,
      fix: 'Set redirect.uri to the address of a page, without a query and a fragment.',
    }
  }
}

/** What the system says of our scheme; that a link arrives is shown by pressing one. */
export function lookAtDeepLink(deepLink: Ports['deepLink'], chosen: boolean): Found {
  if (!deepLink) {
    return {
      status: chosen ? 'failed' : 'warning',
      message: 'No deep link comes here: the system brings them to the desktop app alone.',
      fix: 'Use a listener, or start the desktop app.',
    }
  }
  const registered = deepLink.isRegistered?.()
  if (registered === undefined) {
    return {
      status: 'unknown',
      message: `The system was told to bring ${deepLinkRedirectUri} here; whether it does, a link shows.`,
      fix: 'Try with your browser.',
    }
  }
  return registered
    ? {
        status: 'passed',
        message: `The system brings ${deepLinkRedirectUri} to this program.`,
        fix: '',
      }
    : {
        status: chosen ? 'failed' : 'warning',
        message: `The system brings ${deepLinkRedirectUri} to another program, or to none.`,
        fix: 'Start the console again to register the scheme, or use a listener.',
      }
}

export function lookAtWindow(signInWindow: Ports['signInWindow']): Found {
  return signInWindow
    ? {
        status: 'passed',
        message:
          'The in-app window catches any redirect URI before it is asked; some providers refuse embedded browsers.',
        fix: '',
      }
    : {
        status: 'warning',
        message: 'This host has no in-app window: it is a part of the desktop app.',
        fix: 'Paste the callback instead, or start the desktop app.',
      }
}
