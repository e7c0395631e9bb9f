"""Nothing that a user can place on a disk is unpickled: the code holds no call that would."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCES = sorted((Path(__file__).parents[2] / "src/meta87").rglob("*.py"))
MODULES = {"pickle", "cPickle", "_pickle", "cloudpickle", "dill", "shelve", "marshal", "skops"}
CALLS = {
    "read_pickle", "to_pickle", "Memory", "unpickle", "Unpickler",
    "joblib.load", "torch.load", "pickle.load", "pickle.loads",
}  # fmt: skip


def unpickling(code: str) -> list[str]:
    """Returns what in a module may unpickle: imports, calls, and NumPy files with objects."""
    found = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            found += [one.name for one in node.names if one.name.partition(".")[0] in MODULES]
        elif isinstance(node, ast.ImportFrom):
            names = {f"{node.module}.{one.name}" for one in node.names}
            found += [name for name in names if name.partition(".")[0] in MODULES]
            found += [name for name in names if name in {"joblib.Memory", "joblib.load"}]
        elif isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            allowed = [ast.unparse(k.value) for k in node.keywords if k.arg == "allow_pickle"]
            is_numpy = name in {"np.load", "numpy.load"}
            if allowed not in ([], ["False"]) or (is_numpy and allowed != ["False"]):
                found.append(f"{name}(allow_pickle)")
            found += [name] if {name, name.rpartition(".")[2]} & CALLS else []
    return found


def test_no_module_unpickles() -> None:
    found = {str(path): unpickling(path.read_text("utf8")) for path in SOURCES}
    assert {path: calls for path, calls in found.items() if calls} == {}


@pytest.mark.parametrize(
    "code",
    [
        "import pickle", "from pickle import loads", "from joblib import Memory", "joblib.load(x)",
        "joblib.Memory(x)", "np.load(x)", "np.load(x, allow_pickle=True)", "pd.read_pickle(x)",
        "read(x, allow_pickle=flag)", "torch.load(x)",
    ],
)  # fmt: skip
def test_what_unpickles_would_be_found(code) -> None:
    assert unpickling(code)
