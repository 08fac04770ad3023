"""Puts the compiled kernel into the package when it is built or installed, where there is a C compiler."""

from __future__ import annotations

import runpy
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class KernelHook(BuildHookInterface[Any]):
    """Compiles the kernel; a wheel that holds it is one for this kind of machine, else one for any."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the files are gathered; ``version`` is the kind of wheel, standard or editable."""
        del version
        compiling = Path(self.root, "extract", "dedupe", "kernel", "compiling.py")
        library = runpy.run_path(str(compiling))["compile_kernel"]()
        if library is None:
            self.app.display_warning("No C compiler: Pincite works without its compiled kernel, only slower.")
            return
        build_data["artifacts"].append(library.relative_to(self.root).as_posix())
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{sysconfig.get_platform().replace('-', '_').replace('.', '_')}"
