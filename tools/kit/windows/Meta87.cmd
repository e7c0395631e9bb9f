@echo off
rem Opens the local page of Meta87, without a console; a report given as argument is opened in it.
start "" "%~dp0python\pythonw.exe" -m meta87.cli web %*
