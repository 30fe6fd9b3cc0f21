"""Holds one case's conversation with a target, turn by turn; the one place where a target's own bugs are caught."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from regold.model import Answer, Case, EndpointError, Exchange, Fault, FaultKind, Question, Target
from regold.targets.faults import snippet


async def converse(
    target: Target,
    case: Case,
    *,
    session: str,
    clock: Callable[[], float],
    call_ended: Callable[[Fault | None], None],
) -> Answer:
    """Ask the turns of a case one after another and give the last answer with the earlier ones inside.

    `call_ended` is told of each call's end: its fault, or None. Raises EndpointError for the first turn that gets
    no answer.
    """
    __tracebackhide__ = True
    answers: list[Answer] = []
    told: tuple[Exchange, ...] = ()
    for index, turn in enumerate(case.turns):
        question = Question(case=case.key, turn=index, query=turn.query, session=session, earlier=told)
        try:
            answer = await ask(target, question, clock)
        except EndpointError as error:
            call_ended(error.fault)
            raise
        call_ended(None)
        answers.append(answer)
        told = (*told, Exchange(query=turn.query, answer=answer.text))
    last = answers.pop()
    return replace(last, earlier=tuple(answers)) if answers else last


async def ask(target: Target, question: Question, clock: Callable[[], float]) -> Answer:
    """Give a target's answer to one question; whatever else than an answer comes of it raises EndpointError."""
    __tracebackhide__ = True
    begun = clock()
    try:
        answer: object = await target.ask(question)
    except EndpointError:
        raise
    except (Exception, SystemExit) as error:
        message = f"the target raised {type(error).__name__}: {snippet(str(error))}"
        raise EndpointError(Fault(kind=FaultKind.ENDPOINT, message=message)) from error
    if not isinstance(answer, Answer):
        message = f"the target gave {type(answer).__name__}; `ask` must give an Answer or raise EndpointError"
        raise EndpointError(Fault(kind=FaultKind.BAD_BODY, message=message))
    if answer.latency or answer.replayed:
        return answer
    return replace(answer, latency=clock() - begun)
