# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""In what capacity somebody signs on a day, and the block of words above the signature.

Pure: facts (posts, dated grounds) and rules (dated data) go in, a capacity or the reason why there
is none comes out. Legal basis: 30/2020/NĐ-CP, Điều 13.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

OWN, TM, Q, KT, TL, TUQ = "own", "tm", "q", "kt", "tl", "tuq"
NO, UNCONFIRMED = "no", "unconfirmed"
HEAD, ACTING, DEPUTY, OTHER = "head", "acting", "deputy", "other"


@dataclass(frozen=True, slots=True)
class AuthorityRules:
    """Which titles lead, stand second or act; which kinds of agency decide as a body; the law.

    ``not_delegated`` are the kinds of paper that nobody signs by delegation (TUQ.);
    ``body_by_order`` says whether a paper of a body may be signed TL.: ``yes no unconfirmed``.
    """

    heads: tuple[str, ...]
    deputy_prefixes: tuple[str, ...]
    acting_prefixes: tuple[str, ...]
    bodies: dict[str, str]
    basis: dict[str, str]
    not_delegated: tuple[str, ...] = ()
    body_by_order: str = UNCONFIRMED


@dataclass(frozen=True, slots=True)
class Post:
    """A post held on the day: its title, and whether it is in the agency itself or a unit of it."""

    title: str
    in_agency: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """A mandate or a delegation that names a capacity; ``valid_to`` is exclusive, None open.

    ``matters`` are the kinds of paper it is given for (empty: all).
    """

    authority: str
    valid_from: date
    valid_to: date | None = None
    for_title: str = ""
    source: str = ""
    revoked: bool = False
    id: int | None = None
    matters: tuple[str, ...] = ()

    def holds(self, day: date) -> bool:
        """Whether it is in force on the day."""
        if self.revoked or self.valid_from > day:
            return False
        return self.valid_to is None or day < self.valid_to

    def covers(self, matter: str) -> bool:
        """Whether it is given for that kind of paper."""
        return not self.matters or matter in self.matters


@dataclass(frozen=True, slots=True)
class Question:
    """Who wants to sign what (``matter``: the kind of paper) for whom, when: facts of one day."""

    day: date
    posts: tuple[Post, ...] = ()
    grounds: tuple[Ground, ...] = ()
    agency_kind: str = ""
    collective: bool = False
    stands_in: bool = False
    head_title: str = ""
    matter: str = ""


@dataclass(frozen=True, slots=True)
class Capacity:
    """The capacity with the lines above the signature and what it rests on.

    ``unconfirmed`` says that the law does not tell whether this paper may be signed so.
    """

    authority: str
    lines: tuple[str, ...]
    basis: str
    ground: Ground | None = None
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """Why somebody may not sign so that day: a code, and the ground it is about if there is one."""

    code: str
    ground: Ground | None = None
    title: str = ""


def standing(title: str, rules: AuthorityRules) -> tuple[str, str]:
    """Return how a title stands and the head's title behind it.

    ``Phó Chủ tịch`` is a deputy of ``Chủ tịch``.
    """
    for kind, prefixes in ((ACTING, rules.acting_prefixes), (DEPUTY, rules.deputy_prefixes)):
        for prefix in prefixes:
            if title.casefold().startswith(f"{prefix} ".casefold()):
                rest = title[len(prefix) + 1 :].strip()
                return kind, rest[:1].upper() + rest[1:]
    folded = title.casefold()
    known = any(folded == head or folded.startswith(f"{head} ") for head in rules.heads)
    return (HEAD, title) if known else (OTHER, title)


def derive(question: Question, rules: AuthorityRules, wanted: str = "") -> Capacity | Refused:
    """Return the capacity in which one signs, the first that fits, or the ``wanted`` one.

    Signing in one's own competence comes before acting, then KT., TL., TUQ. Who stands in for
    another signs by what was given to him: a deputy KT., anybody else TUQ. A refusal is about the
    nearest miss.
    """
    refusals = []
    for name in _order(question, wanted):
        found = _ASKED[name](question, rules)
        if isinstance(found, Capacity):
            return found
        refusals.append(found)
    return _nearest(refusals)


def _order(question: Question, wanted: str) -> Sequence[str]:
    if question.stands_in and wanted in {OWN, TM, Q}:
        return ()
    if wanted in {OWN, TM}:
        return (TM if question.collective else OWN,)
    if wanted:
        return (wanted,)
    if question.stands_in:
        return (KT, TUQ, TL)
    return (TM if question.collective else OWN, Q, KT, TL, TUQ)


def _nearest(refusals: Sequence[Refused]) -> Refused:
    """A ground in force for other papers, ended or not begun says more than one that never was."""
    if not refusals:
        return Refused("stands_in")
    return max(refusals, key=lambda one: _TOLD.index(one.code) if one.code in _TOLD else -1)


_TOLD = (
    "no_mandate", "not_yet", "ended", "revoked", "outside", "unnamed", "not_by_order",
    "not_delegated",
)  # fmt: skip
"""Refusals that are about a ground, the one that says most last."""


def _own(question: Question, rules: AuthorityRules) -> Capacity | Refused:
    head = _post(question, rules, HEAD, in_agency=True)
    if head is None:
        return _not_so(question, "not_head")
    return Capacity(OWN, (head[1].upper(),), rules.basis[OWN])


def _collective(question: Question, rules: AuthorityRules) -> Capacity | Refused:
    """The head for the body; who acts as head (Q.), or a deputy (KT.), says so beneath TM."""
    body = rules.bodies.get(question.agency_kind)
    if body is None:
        return Refused("no_body")
    first = f"TM. {body.upper()}"
    head = _post(question, rules, HEAD, in_agency=True)
    if head is not None:
        return Capacity(TM, (first, head[1].upper()), rules.basis[TM])
    acting = _q(question, rules)
    if isinstance(acting, Capacity):
        return acting
    deputy = _kt(question, rules)
    if isinstance(deputy, Refused):
        return deputy
    return Capacity(TM, (first, *deputy.lines), rules.basis[TM], deputy.ground)


def _q(question: Question, rules: AuthorityRules) -> Capacity | Refused:
    acting = _post(question, rules, ACTING, in_agency=True)
    if acting is None:
        return _not_so(question, "not_acting")
    lines: tuple[str, ...] = (f"Q. {acting[2].upper()}",)
    if question.collective and (body := rules.bodies.get(question.agency_kind)):
        lines = (f"TM. {body.upper()}", *lines)
    return Capacity(Q, lines, rules.basis[Q])


def _kt(question: Question, rules: AuthorityRules) -> Capacity | Refused:
    deputy = _post(question, rules, DEPUTY, in_agency=True)
    if deputy is None:
        return _not_so(question, "not_deputy")
    ground = _ground(question, KT)
    if isinstance(ground, Refused) and question.stands_in:
        ground = _ground(question, TUQ)
    if isinstance(ground, Refused):
        return Refused(ground.code, ground.ground, deputy[1])
    head = ground.for_title or deputy[2]
    lines = (f"KT. {head.upper()}", deputy[1].upper())
    return Capacity(KT, lines, ground.source or rules.basis[KT], ground)


def _tl(question: Question, rules: AuthorityRules) -> Capacity | Refused:
    """The head of a unit by order; his deputy signs KT. beneath it."""
    ground = _ground(question, TL)
    if isinstance(ground, Refused):
        return ground
    of_the_body = _is_of_body(question, rules)
    if of_the_body and rules.body_by_order == NO:
        return Refused("not_by_order", ground)
    unsure = of_the_body and rules.body_by_order == UNCONFIRMED
    first = f"TL. {(ground.for_title or question.head_title).upper()}"
    for kind in (HEAD, DEPUTY):
        found = _post(question, rules, kind)
        if found is None:
            continue
        below = (f"KT. {found[2].upper()}",) if kind == DEPUTY else ()
        lines = (first, *below, found[1].upper())
        return Capacity(TL, lines, ground.source or rules.basis[TL], ground, unsure)
    return _not_so(question, "not_unit_head")


def _tuq(question: Question, rules: AuthorityRules) -> Capacity | Refused:
    """In writing, limited in time and to named papers of the head's own, never passed on."""
    ground = _ground(question, TUQ)
    if isinstance(ground, Refused):
        return ground
    if ground.valid_to is None:
        return Refused("without_end", ground)
    if ground.id is not None and not ground.matters:
        return Refused("unnamed", ground)
    if _is_of_body(question, rules) or question.matter in rules.not_delegated:
        return Refused("not_delegated", ground)
    title = question.posts[0].title if question.posts else ""
    first = f"TUQ. {(ground.for_title or question.head_title).upper()}".strip()
    lines = (first, title.upper()) if title else (first,)
    return Capacity(TUQ, lines, ground.source or rules.basis[TUQ], ground)


_ASKED: dict[str, Callable[[Question, AuthorityRules], Capacity | Refused]] = {
    OWN: _own, TM: _collective, Q: _q, KT: _kt, TL: _tl, TUQ: _tuq,
}  # fmt: skip


def _is_of_body(question: Question, rules: AuthorityRules) -> bool:
    return question.collective and question.agency_kind in rules.bodies


def _post(
    question: Question, rules: AuthorityRules, kind: str, *, in_agency: bool = False
) -> tuple[str, str, str] | None:
    for post in question.posts:
        found, behind = standing(post.title, rules)
        if found == kind and (post.in_agency or not in_agency):
            return found, post.title, behind
    return None


def _not_so(question: Question, code: str) -> Refused:
    if not question.posts:
        return Refused("no_post")
    return Refused(code, title=question.posts[0].title)


def _ground(question: Question, authority: str) -> Ground | Refused:
    """The ground in force for the paper; else the nearest one, and why it does not hold."""
    named = [one for one in question.grounds if one.authority == authority]
    held = [one for one in named if one.holds(question.day)]
    for one in held:
        if one.covers(question.matter):
            return one
    if held:
        return Refused("outside", held[0])
    if not named:
        return Refused("no_mandate", Ground(authority, question.day))
    latest = max(named, key=lambda one: one.valid_to or one.valid_from)
    if latest.revoked:
        return Refused("revoked", latest)
    return Refused("not_yet" if latest.valid_from > question.day else "ended", latest)
