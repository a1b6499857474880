"""What a notice says, and where it leads."""

from __future__ import annotations

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from annotations.claims.models import Citation, Claim, Stance
from annotations.notices.models import Notice
from project.people.directions import isolated
from project.people.models import Workspace

Kind = Notice.Kind


def sentence(notice: Notice) -> str:
    """One sentence as plain text."""
    words, names = _words(notice)
    return words.format(**names)


def sentence_html(notice: Notice) -> SafeString:
    """One sentence, each name kept apart from the direction of what stands around it."""
    words, names = _words(notice)
    return format_html(words, **{key: format_html("<bdi>{}</bdi>", n) for key, n in names.items()})


def excerpt(notice: Notice) -> str:
    """The first words of what was said, where something was."""
    if notice.reply is not None:
        said = notice.reply.body
    elif notice.review is not None:
        said = f"{notice.review.label}: {isolated(notice.review.reasons)}"
    elif notice.resolution is not None:
        said = f"{notice.resolution.label}: {isolated(notice.resolution.reasons)}"
    elif notice.citation is not None:
        said = _cited(notice.citation)
    elif notice.round is not None:
        note = isolated(notice.round.note) if notice.round.note else ""
        said = ": ".join(filter(None, (str(notice.round), note)))
    elif notice.kind == Kind.MENTION and notice.highlight is not None:
        said = notice.highlight.comment
    elif notice.kind == Kind.MENTION and notice.claim is not None:
        said = notice.claim.argument
    elif notice.dispute is not None:
        said = notice.dispute.description
    else:
        return ""
    line = " ".join(said.split())
    return line if len(line) <= 160 else f"{line[:159]}…"


def place_of(notice: Notice) -> Workspace:
    """The workspace it happened in."""
    return notice.invitation.workspace if notice.invitation else notice.workspace


def target(notice: Notice) -> str:
    """The address of what it tells of, without host."""
    if notice.invitation is not None:
        return reverse("people:invitation", args=[notice.invitation.uid])
    for told in (notice.reply, notice.review, notice.resolution, notice.round, notice.dispute):
        if told is not None:
            return told.get_absolute_url()
    if notice.kind == Kind.CLAIM_CHANGED:
        return reverse("notices:changes", args=[notice.uid])
    if notice.highlight is not None:
        return notice.highlight.get_absolute_url()
    if notice.version is not None:
        return notice.version.text.get_absolute_url()
    if notice.citation is not None and notice.claim is not None:
        notice.citation.claim = notice.claim
        return notice.citation.get_absolute_url()
    shown = notice.claim or notice.source
    return shown.get_absolute_url() if shown else notice.workspace.get_absolute_url()


def _words(notice: Notice) -> tuple[str, dict[str, str]]:
    """A sentence with names in braces, and these names."""
    who = {"person": notice.created_by.display_name}
    if notice.kind == Kind.INVITATION:
        return _("{person} invited you to {workspace}"), {**who, "workspace": str(place_of(notice))}
    if judged := _words_of_reviews(notice):
        words, name = judged
        return words, {**who, "subject": name}
    if notice.kind == Kind.SETTLED and notice.version is not None:
        words = _(
            "{person} settled where passages that concern you lie in the corrected text of {source}"
        )
        return words, {**who, "source": notice.version.text.source.title}
    if notice.version is not None:
        return _changed_text(notice), {**who, "source": notice.version.text.source.title}
    if notice.source is not None:
        names = {**who, "source": notice.source.title}
        return _("{person} changed the record of {source}, which you cite"), names
    names = {**who, "source": notice.highlight.text.source.title if notice.highlight else ""}
    if notice.kind == Kind.CITED_CHANGED:
        return _("{person} changed a highlight in {source} that you cite"), names
    if notice.kind == Kind.REPLY:
        return _replied(notice), names
    if notice.reply is not None:
        return _("{person} mentioned you in a reply about {source}"), names
    return _("{person} mentioned you in a comment on {source}"), names


def _words_of_reviews(notice: Notice) -> tuple[str, str] | None:
    """A sentence on a claim, dispute, verdict, outcome or round, and the name of that."""
    if notice.kind == Kind.CLAIM_CHANGED and notice.claim is not None:
        return _changed_claim(notice.claim), notice.claim.statement
    if notice.kind == Kind.CITED and notice.claim is not None:
        return _cited_on_claim(notice), notice.claim.statement
    if notice.round is not None:
        closed = notice.round.closed_at
        is_closed = closed is not None and notice.created_at >= closed
        opened = _("{person} opened a round of review of “{subject}”")
        said = _("{person} closed a round of review of “{subject}”") if is_closed else opened
        return said, notice.round.dispute.title
    if notice.resolution is not None:
        named = _("{person} mentioned you in the outcome for “{subject}”")
        told = _("{person} recorded an outcome for “{subject}”")
        wording = notice.resolution.question.wording
        return (named if notice.kind == Kind.MENTION else told), wording
    if notice.review is not None:
        named = _("{person} mentioned you in a verdict on “{subject}”")
        told = _("{person} gave a verdict on your claim “{subject}”")
        return (named if notice.kind == Kind.MENTION else told), str(notice.review.subject)
    if notice.claim is not None:
        words = _("{person} mentioned you in the argument for “{subject}”")
        return words, notice.claim.statement
    if notice.dispute is not None:
        words = _("{person} mentioned you in the description of “{subject}”")
        return words, notice.dispute.title
    return None


def _changed_claim(claim: Claim) -> str:
    if claim.merged_into_id is not None:
        return _("{person} merged the claim “{subject}” into another one")
    if claim.deleted_at is not None:
        return _("{person} deleted the claim “{subject}”")
    return _("{person} changed the claim “{subject}”, or what it rests on")


def _cited_on_claim(notice: Notice) -> str:
    """By the stance of a single citation; without one there are several."""
    match notice.citation and notice.citation.stance:
        case Stance.SUPPORTS:
            return _("{person} cited evidence for your claim “{subject}”")
        case Stance.CONTRADICTS:
            return _("{person} cited evidence against your claim “{subject}”")
        case Stance.QUALIFIES:
            return _("{person} cited evidence that qualifies your claim “{subject}”")
        case Stance.DOES_NOT_ADDRESS:
            return _("{person} cited what does not address your claim “{subject}”")
    return _("{person} cited evidence on your claim “{subject}”, more than once")


def _cited(citation: Citation) -> str:
    """What is cited in a line, with the reasons."""
    if citation.highlight is not None:
        cited = f"“{citation.highlight.quote}”"
    elif citation.source is not None and citation.place is not None:
        cited = f"{citation.source.title}, {citation.place.shown}"
    else:
        cited = str(citation.search_log)
    return f"{cited}: {citation.rationale}" if citation.rationale else cited


def _replied(notice: Notice) -> str:
    if notice.highlight is not None and notice.highlight.created_by_id == notice.recipient_id:
        return _("{person} replied to your highlight in {source}")
    return _("{person} replied in a thread about {source}")


def _changed_text(notice: Notice) -> str:
    if notice.highlight is not None:
        return _("{person} changed the text of {source}: look after a passage you cite")
    return _("{person} changed the text of {source}: look after passages you cite")
