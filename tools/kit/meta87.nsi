; The installer for one user of Windows: no administrator, a start-menu entry, "Enviar a → Meta87".
; Run: makensis -DKIT=build/kit/meta87-windows -DOUT=build/kit/meta87-instalar.exe tools/kit/meta87.nsi
Unicode true
SetCompressor /SOLID lzma
!include "MUI2.nsh"

Name "Meta87"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\Meta87"

!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\python\pythonw.exe"
!define MUI_FINISHPAGE_RUN_PARAMETERS "-m meta87.cli web"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Spanish"

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Meta87"

Section
  RMDir /r "$INSTDIR\lib" ; of an earlier version
  SetOutPath "$INSTDIR"
  File /r "${KIT}/*"
  SetOutPath "$DOCUMENTS"
  CreateShortcut "$SMPROGRAMS\Meta87.lnk" "$INSTDIR\python\pythonw.exe" "-m meta87.cli web"
  CreateShortcut "$SENDTO\Meta87.lnk" "$INSTDIR\python\pythonw.exe" "-m meta87.cli web"
  WriteUninstaller "$INSTDIR\Quitar Meta87.exe"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Meta87"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\Quitar Meta87.exe"'
SectionEnd

Section "Uninstall"
  Delete "$SMPROGRAMS\Meta87.lnk"
  Delete "$SENDTO\Meta87.lnk"
  RMDir /r "$INSTDIR\python"
  RMDir /r "$INSTDIR\lib"
  Delete "$INSTDIR\Meta87.cmd"
  Delete "$INSTDIR\LEAME.txt"
  Delete "$INSTDIR\Quitar Meta87.exe"
  RMDir "$INSTDIR"
  DeleteRegKey HKCU "${UNINSTALL}"
SectionEnd
