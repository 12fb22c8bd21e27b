"""What can go wrong in Kellerblick, as one tree.

    KellerblickError                 code
    ├── ExpressionError              expression_invalid    a condition that cannot be parsed
    ├── TemplateError                templates_invalid     protocol_templates/ with problems, all at once
    ├── CaseError                    case_invalid          a case that does not fit the checklist
    └── RefusalError                 something asked for that is not done; `params` fill its text
        ├── OperationError           operations.py         one operation that cannot be taken
        ├── TransitionError          consultation.py       not from this state
        ├── AccessError              access.py             not signed in, not allowed, not there for you
        ├── SignInError              access.py             wrong login or password, too many attempts
        ├── UserError                access.py             a user that cannot be added
        ├── InvitationError          invitation.py         wrong, expired, revoked or closed link
        ├── ConsentError             consent.py            not the right way or text to consent
        ├── CallLogError             call_log.py           more than is kept of a call, or too late
        ├── ConnectionTestError      connection_test.py    busy, no offer that can be answered, no such run
        └── TroubleError             database_busy         no fault of who asks: later it may well work

`code` is stable and goes over the wire; the words for people come from the catalogues or, for the
command line, from `str(error)`. Only the edges translate: `web/errors.py` and the commands.
"""

from __future__ import annotations


class KellerblickError(Exception):
    """Root of everything the product raises on purpose."""

    code: str = "internal"


class RefusalError(KellerblickError):
    """Carries no words: `code` names the text `errors.<code>` of the catalogue, `params` fill it in."""

    code = "bad_request"

    def __init__(self, code: str | None = None, /, **params: object) -> None:
        super().__init__(code or self.code, params)
        self.code = code or self.code
        self.params = params


class TroubleError(RefusalError):
    """`database_busy`, `database_unreachable` or `storage_full`: what we stand on gives way."""

    code = "database_busy"


class ExpressionError(KellerblickError):
    """A condition of the checklist that the grammar does not allow."""

    code = "expression_invalid"

    def __init__(self, wrong: str, right: str, position: int) -> None:
        super().__init__(f"{wrong}; {right}")
        self.wrong = wrong
        self.right = right
        self.position = position
        "Offset in characters from the start of the condition."


class TemplateError(KellerblickError):
    """The template folder has problems; each names file, line and what would be right."""

    code = "templates_invalid"

    def __init__(self, problems: tuple[object, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class CaseError(KellerblickError):
    """A case names something the checklist does not know, or a value of the wrong kind."""

    code = "case_invalid"

    def __init__(self, entity: str, item: str, right: str) -> None:
        super().__init__(f"{entity}: {item}: {right}")
        self.entity = entity
        "`building`, the id of a room, drain, device or opening, or the top-level key of the case."
        self.item = item
        self.right = right
        "What is wrong and what would be right, one line."
