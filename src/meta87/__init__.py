"""Meta87: reads Spanish reports on SDG target 8.7, labels their passages, checks their answers.

>>> import meta87
>>> report = meta87.tag("examples/informe-valdoria-2024.docx")
>>> report.to_pandas()["kind"].value_counts().to_dict()
{'output': 25, 'context': 19, 'process': 10}
>>> checked = meta87.check(report)
>>> checked.to_pandas()["severity"].value_counts().to_dict()
{'suggestion': 7, 'error': 6, 'warning': 6}
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from spacy.language import Language

    from meta87.archive.tables import ArchiveTables
    from meta87.classify.model import Model
    from meta87.classify.tagged import TaggedReport
    from meta87.corpus.schema import Record
    from meta87.errors import Meta87Error
    from meta87.reading.document import Document
    from meta87.rules.checked import CheckedReport
    from meta87.training.evaluate import Evaluation
    from meta87.training.settings import Settings
    from meta87.training.train import TrainedModel

    Passages = str | Path | Sequence[str | Path | Record | Mapping[str, Any]]
    AnyModel: TypeAlias = Model | str | Path | None

__version__ = "0.1.0"
__all__ = ["check", "evaluate", "load_model", "read", "spanish", "tag", "tag_archive", "train"]


def read(path: str | Path) -> Document:
    """Reads a file into blocks of text with their anchors, in a process apart with limits.

    Args:
        path: A .docx, .odt, .pdf, .html, .md or .txt file.

    Raises:
        meta87.errors.InputError: The file cannot be read.
    """
    from meta87.guarded.process import read_guarded  # noqa: PLC0415  heavy

    return read_guarded(Path(path)).document


def load_model(folder: str | Path | None = None, profile: str = "default") -> Model:
    """Loads a trained model.

    Args:
        folder: Folder of the model, or its name among those installed; by default the one chosen
            with ``meta87 models --default``, else the shipped one.
        profile: ``default``, or ``fast`` for the smaller network.

    Raises:
        meta87.errors.ModelError: The model is missing, changed, invalid or newer.
    """
    from meta87.classify.store import default_model, folder_of, load  # noqa: PLC0415  heavy

    return load(folder_of(Path(folder)), profile) if folder else default_model(profile)


def tag(
    path: str | Path, model: AnyModel = None, *, template: str | Path | None = None
) -> TaggedReport:
    """Reads a report and labels every passage of every answer.

    What a person says in the file beside it, such as ``informe.preguntas.toml``, is applied.

    Args:
        path: The report, in any format that `read` reads.
        model: A loaded model, or what `load_model` takes.
        template: TOML file of another questionnaire; ``none`` for a document without a form, whose
            sections are then its answers.

    Raises:
        meta87.errors.InputError: The file cannot be read, or is not in Spanish.
        meta87.errors.UsageError: The template or the file beside the report is invalid.
    """
    from meta87.form.template import load_template  # noqa: PLC0415  heavy
    from meta87.pipeline import tag as tag_file  # noqa: PLC0415

    form = load_template(Path(template)) if template else None
    return tag_file(Path(path), _loaded(model), form)


def tag_archive(  # noqa: PLR0913  the options of the command
    paths: str | Path | Sequence[str | Path],
    *,
    out: str | Path | None = None,
    country: str = "",
    year: int | None = None,
    id_from: str | Path | None = None,
    model: str | Path | None = None,
    profile: str = "default",
    jobs: int | None = None,
) -> ArchiveTables:
    """Tags and checks the reports of an archive, and returns its tables as data frames.

    A file that cannot be read stops nothing: it is a row of ``errors``. Country and year of a
    report come from its text, otherwise from its path.

    Args:
        paths: Files, folders, and patterns such as ``reports/**/*.docx``.
        out: Folder that keeps the tables as Parquet files, so that the next call does only what is
            new or has changed. By default nothing is kept.
        country: Of the reports that state none: its ISO 3166-1 code, or its name.
        year: Of the reports that state none.
        id_from: Where ids of one's own come from: a CSV file with the columns ``file`` and ``id``,
            or a regular expression for paths with the group ``id``. By default a report has the
            name of its file.
        model: As for `load_model`.
        profile: ``default``, or ``fast`` for the smaller network.
        jobs: How many reports are read at once; by default one for each core. With 1, all is done
            in this process.

    Returns:
        The tables ``passages``, ``answers`` and ``findings``, and the ``errors``.

    Raises:
        meta87.errors.InputError: There is nothing to read.
        meta87.errors.UsageError: The country is unknown, the folder cannot be written, or a loaded
            model is given in place of its folder.
    """
    from meta87.archive.hints import given  # noqa: PLC0415  heavy
    from meta87.archive.ids import own_ids  # noqa: PLC0415
    from meta87.archive.tables import tag_archive as tables_of  # noqa: PLC0415
    from meta87.classify.store import folder_of  # noqa: PLC0415
    from meta87.errors import UsageError  # noqa: PLC0415

    if model is not None and not isinstance(model, str | Path):
        raise UsageError("model-folder-wanted")
    listed = [paths] if isinstance(paths, str | Path) else paths
    kept, folder = Path(out) if out else None, folder_of(Path(model)) if model else None
    about = given(country, year), own_ids(str(id_from)) if id_from else None
    return tables_of([*map(str, listed)], kept, about, (folder, profile), jobs)


def check(
    report: str | Path | TaggedReport,
    model: AnyModel = None,
    *,
    previous: str | Path | TaggedReport | None = None,
    previous_is: Literal["draft", "report"] | None = None,
    template: str | Path | None = None,
) -> CheckedReport:
    """Applies every rule to a report; findings come in the order of the report.

    Args:
        report: A file, which is tagged first, or a tagged report.
        model: The model that tags a file, as for `tag`.
        previous: Last year's report, or an earlier draft of the same report, to compare with; a
            file or a tagged report. ``compared`` of the result states which of both it is.
        previous_is: What ``previous`` is, where country and period do not tell.
        template: As for `tag`, where a file is given.

    Raises:
        meta87.errors.InputError: A file cannot be read, or the report does not hold the
            questionnaire.
    """
    from meta87.errors import InputError  # noqa: PLC0415
    from meta87.form.template import NONE  # noqa: PLC0415
    from meta87.rules.checked import check as check_report  # noqa: PLC0415  heavy
    from meta87.rules.checked import check_with_previous  # noqa: PLC0415
    from meta87.rules.previous.relation import Relation  # noqa: PLC0415

    if any(isinstance(each, str | Path) for each in (report, previous)):
        model = _loaded(model)
    if isinstance(report, str | Path):
        path, report = report, tag(report, model, template=template)
        if not report.report.template and str(template) != NONE:
            raise InputError("form-not-found", path=path)
    if previous is None:
        return check_report(report)
    if isinstance(previous, str | Path):
        previous = tag(previous, model, template=template)
    asked = Relation(previous_is) if previous_is else None
    return check_with_previous(report, previous, asked=asked)


def train(  # noqa: PLR0913  what may be asked of a training
    data: Passages,
    out: str | Path | None = None,
    *,
    own: Passages = (),
    base: str | Path | None = None,
    settings: Settings | None = None,
    force: bool = False,
    progress: Callable[[str, int, int], None] | None = None,
) -> TrainedModel:
    """Trains a model on annotated passages; those of the splits dev and test are not learnt from.

    Args:
        data: Files of passage records (JSON Lines) and folders that contain some; or records, also
            as dictionaries.
        out: Folder that the model is written to, with its card and its figures on held-out
            passages; needs files, ``own`` too, whose checksums its manifest states. By default
            nothing is written.
        own: Passages of one's own beside them, likewise, whose weight is chosen by
            cross-validation over their reports.
        base: Folder or name of a model whose heads stay as they are: only themes that it lacks are
            learnt, beside its own.
        settings: How to train; the defaults where absent.
        force: Whether a model in the folder may be replaced.
        progress: Called with the name of each step, how much of it is done and of how much.

    Raises:
        meta87.errors.Meta87Error: A file cannot be read, the passages are too few to learn from, or
            a model in the folder would be lost.
        TypeError: A folder is given to write a model that was trained on records.
    """
    from meta87.classify.store import PROFILES, READER, folder_of, model_folder  # noqa: PLC0415
    from meta87.corpus.splits import HELD_OUT  # noqa: PLC0415
    from meta87.training.run import train_model  # noqa: PLC0415
    from meta87.training.train import train as train_heads  # noqa: PLC0415

    if out is not None:
        (files, loose), (mine, more) = _files(data), _files(own)
        if loose or more or not files:
            raise TypeError("a model that is written must be trained on files, not on records")
        found = folder_of(Path(base)) if base else None
        trained, _ = train_model(
            files,
            Path(out),
            own=mine,
            base=found,
            settings=settings,
            force=force,
            progress=progress,
        )
        return trained
    records, own_records = (
        [record for record in _records(each) if record.split not in HELD_OUT]
        for each in (data, own)
    )
    kept = {name: load_model(base, name) for name in PROFILES} if base else None
    return train_heads(records, model_folder() / READER, settings, progress, own_records, base=kept)


def evaluate(
    data: Passages,
    model: AnyModel = None,
    *,
    split: str | None = None,
) -> Evaluation:
    """Compares what a model predicts with annotated passages.

    Args:
        data: Files of passage records (JSON Lines) and folders that contain some; or records, also
            as dictionaries.
        model: A loaded model, or what `load_model` takes.
        split: The split that is evaluated, such as ``test``; all passages by default.

    Returns:
        The metrics of themes, kinds and entities, with 95 % bootstrap intervals.

    Raises:
        meta87.errors.InputError: A file cannot be read.
    """
    from meta87.errors import InputError, UsageError  # noqa: PLC0415
    from meta87.training.run import evaluate_model  # noqa: PLC0415  heavy

    records = [record for record in _records(data) if split in {None, record.split}]
    if not records:
        if split:
            raise UsageError("split-empty", split=split)
        raise InputError("records-empty", path=_name())
    return evaluate_model(records, _loaded(model))


def spanish() -> Language:
    """Returns the spaCy pipeline that finds sentences and entities.

    Entities are dates, counts of people, quantities, money, institutions, places, instruments,
    links and percentages.
    """
    from meta87.entities.pipeline import spanish as pipeline  # noqa: PLC0415  heavy

    return pipeline()


def _loaded(model: AnyModel) -> Model:
    return load_model(model) if model is None or isinstance(model, str | Path) else model


def _files(data: Passages) -> tuple[list[Path], list[Record | Mapping[str, Any]]]:
    """Returns the files and folders, and the records."""
    if isinstance(data, Mapping):
        raise TypeError("a list of records is needed, and not one record")
    items = [data] if isinstance(data, str | Path) else list(data)
    files = [Path(item) for item in items if isinstance(item, str | Path)]
    return files, [item for item in items if not isinstance(item, str | Path)]


def _records(data: Passages) -> list[Record]:
    from meta87.corpus.files import corpus_records  # noqa: PLC0415  heavy
    from meta87.corpus.schema import as_records  # noqa: PLC0415

    files, records = _files(data)
    return [*corpus_records(files), *as_records(records, _name())]


def _name() -> str:
    """Returns what messages call records that are in no file."""
    from meta87.cli.language import current  # noqa: PLC0415
    from meta87.messages import text  # noqa: PLC0415

    return text("ui.records", current())


def _sentence(error: Meta87Error) -> str:
    """Returns what the command prints of an error, in the language of ``META87_LANG``."""
    from meta87.cli.language import current  # noqa: PLC0415
    from meta87.report.error_texts import sentence  # noqa: PLC0415

    return sentence(error, current())
