; electron-builder writes the scheme into packages for macOS and Linux; on Windows it is up to the installer.
; The "--" keeps Chromium from reading a link that begins like a switch as one.
!macro customInstall
  WriteRegStr HKCU "Software\Classes\sso-flow-console" "" "URL:SSO Flow Console callback"
  WriteRegStr HKCU "Software\Classes\sso-flow-console" "URL Protocol" ""
  WriteRegStr HKCU "Software\Classes\sso-flow-console\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" -- "%1"'
!macroend

!macro customUnInstall
  DeleteRegKey HKCU "Software\Classes\sso-flow-console"
!macroend
