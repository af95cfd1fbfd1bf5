"""How a question is asked: its parameters, how each is written, and an example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import cycle
from textwrap import wrap

from legation.ask.questions import Parameter, Question
from legation.identity import reference

_WIDTH = 92
#: How a value of each type is written.
_WRITTEN = {
    "state": {"en": "a code or a name: VNM, Vietnam", "vi": "mã hoặc tên: VNM, Việt Nam"},
    "date": {"en": "2008, 2008-04 or 2008-04-07", "vi": "2008, 2008-04 hoặc 2008-04-07"},
    "year": {"en": "four digits: 2008", "vi": "bốn chữ số: 2008"},
    "integer": {"en": "a whole number: 10", "vi": "số nguyên: 10"},
    "text": {"en": "any words", "vi": "từ bất kỳ"},
    "entity": {
        "en": "a name, a code or a short form as tables show it",
        "vi": "tên, mã hoặc dạng ngắn như trong bảng",
    },
    "source": {
        "en": "a name of 'legation ask sources/list'",
        "vi": "tên trong 'legation ask sources/list'",
    },
}
_EXAMPLES = {"date": "2008", "year": "2008", "integer": "10", "text": "trade", "entity": "Vietnam"}
_WORDS = {
    "parameters": {"en": "Parameters:", "vi": "Tham số:"},
    "none": {"en": "It takes no parameters.", "vi": "Câu hỏi này không có tham số."},
    "optional": {"en": "may be left out", "vi": "có thể bỏ trống"},
    "default": {"en": "without it: {}", "vi": "nếu bỏ trống: {}"},
    "low": {"en": "the first day of time", "vi": "ngày đầu tiên có thể"},
    "high": {"en": "the last day of time", "vi": "ngày cuối cùng có thể"},
    "any": {"en": "any", "vi": "bất kỳ"},
    "one of": {"en": "one of: {}", "vi": "một trong: {}"},
    "example": {"en": "Example:", "vi": "Ví dụ:"},
}


def usage(question: Question, language: str = "en") -> str:
    r"""Return how a question is asked, for people, in English or Vietnamese.

    >>> from legation.ask.questions import question
    >>> print("\n".join(usage(question("missions/cover")).splitlines()[:5]))
    missions/cover: Who covered the host state before there was a resident mission
    <BLANKLINE>
    Parameters:
      --a STATE
          the sending state; a code or a name: VNM, Vietnam
    """
    lines = [f"{question.name}: {question.title[language]}", ""]
    lines.append(_WORDS["parameters" if question.parameters else "none"][language])
    for parameter in question.parameters:
        name = f"--{parameter.name} {parameter.type.upper()}"
        lines.append(f"  {name if parameter.required else f'[{name}]'}")
        told = "; ".join(_about(parameter, language))
        lines += _wrapped(told, " " * 6)
    if question.note:
        lines += ["", *_wrapped(question.note[language])]
    return "\n".join([*lines, "", _WORDS["example"][language], f"  {example(question)}"])


def _wrapped(text: str, indent: str = "") -> list[str]:
    return wrap(
        text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
    )


def example(question: Question) -> str:
    """Return a command that asks the question, with a value for what it needs.

    States that may be left out are given, too: few people ask about all of them.

    >>> from legation.ask.questions import question
    >>> example(question("visits/between")), example(question("sources/repairs"))
    ('legation ask visits/between --a VNM --b BLR', 'legation ask sources/repairs')
    """
    states = cycle(("VNM", "BLR"))
    given = [p for p in question.parameters if p.required or p.type == "state"]
    words = [f"--{p.name} {_value(p, next(states))}" for p in given]
    return " ".join(["legation ask", question.name, *words])


def _value(parameter: Parameter, state: str) -> str:
    if parameter.type == "state":
        return state
    if parameter.type in {"choice", "concept"}:
        return _known(parameter)[0]
    return parameter.default or _EXAMPLES[parameter.type]


def _about(parameter: Parameter, language: str) -> Iterator[str]:
    """Yield what a parameter means, how it is written, and what stands in for it."""
    yield parameter.meaning[language]
    written: Mapping[str, str] | None = _WRITTEN.get(parameter.type)
    if written is not None:
        yield written[language]
    else:
        yield _WORDS["one of"][language].format(", ".join(_known(parameter)))
    if parameter.has_default:
        default = parameter.default or _WORDS[parameter.bound or "any"][language]
        yield _WORDS["default"][language].format(default)
    elif parameter.optional:
        yield _WORDS["optional"][language]


def _known(parameter: Parameter) -> tuple[str, ...]:
    """Return what may be given for a choice or a concept."""
    if parameter.type == "choice":
        return parameter.choices
    return tuple(sorted({name for _, name in reference.forms(parameter.scheme, "en")}))
