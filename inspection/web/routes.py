"""The whole URL map. A line here is a route, its line in `/api/v1/openapi.json`, and who may ask.

`/static/…` and the call's socket `/api/v1/consultations/{id}/call` are mounted by `app.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web
from aiohttp.typedefs import Handler
from pydantic import BaseModel

from inspection.web import (
    call_log,
    checklist,
    connection_tests,
    consents,
    consultations,
    efforts,
    guests,
    health,
    invitations,
    openapi,
    operations,
    pages,
    papers,
    photos,
    positions,
    protocols,
    redactions,
    results,
    sessions,
    trust,
    uploads,
    virtual_customer,
)

API = "/api/v1"


@dataclass(frozen=True)
class Route:
    method: str
    path: str
    handler: Handler
    summary: str
    who: str
    "anyone, user (consultant, office, admin), customer, guest, or user, customer"
    body: type[BaseModel] | None = None
    takes: str | None = None
    "The type of a body that is not JSON."
    answers: type[BaseModel] | None = None
    status: int = 200
    query: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    "Of `openapi.HEADERS`."
    media_type: str = "application/json"


# fmt: off
PAGES = (
    web.get("/", pages.home),
    web.get("/sign-in", pages.sign_in_page),
    web.get("/consultant", pages.consultant_page),
    web.get("/consultant/consultations/{id}", pages.cockpit_page),
    web.get("/consultant/frame/day", pages.day_frame),
    web.get("/consultant/frame/cockpit", pages.cockpit_frame),
    web.get("/consultant-worker.js", pages.shell_worker),
    web.get("/office", pages.office_page),
    web.get("/join", pages.join_page),
    web.get("/join-worker.js", pages.shell_worker),
    web.get("/guest", pages.guest_page),
    web.get("/trust", trust.page),
    web.get(f"/trust/{trust.FILE_NAME}", trust.certificate),
    web.get("/healthz", health.healthz),
    web.get("/readyz", health.readyz),
    web.get("/metrics", health.metrics),
    web.get(f"{API}/openapi.json", openapi.openapi_json),
)

ROUTES: tuple[Route, ...] = (
    Route("POST", "/sign-in", sessions.sign_in, "Sign in; sets the session's cookie", "anyone",
          body=sessions.Credentials, answers=sessions.Me),
    Route("POST", "/sign-out", sessions.sign_out, "Revoke the session", "anyone", status=204),
    Route("GET", "/me", sessions.me, "Who is signed in", "user", answers=sessions.Me),

    Route("GET", "/checklist", checklist.checklist, "The checklist, with an ETag", "user, customer"),

    Route("GET", "/consultations", consultations.list_all, "A consultant's own, or all", "user",
          answers=consultations.ListOut, query=("day", "q", "state", "level", "page")),
    Route("POST", "/consultations", consultations.create, "A new consultation", "user",
          body=consultations.ConsultationIn, answers=consultations.Summary, status=201),
    Route("GET", "/consultations/{id}", consultations.get, "One consultation", "user",
          answers=consultations.DetailOut),
    Route("POST", "/consultations/{id}/start", consultations.start, "The call begins or goes on", "user",
          answers=consultations.DetailOut),
    Route("POST", "/consultations/{id}/finish", consultations.finish, "The call is over: render", "user",
          answers=consultations.FinishOut, status=202),
    Route("POST", "/consultations/{id}/release", consultations.release, "Fix the protocol for ever", "user",
          answers=consultations.DetailOut),

    Route("GET", "/consultations/{id}/operations", operations.after, "The log after a seq", "user",
          answers=operations.LogOut, query=("after",)),
    Route("POST", "/consultations/{id}/operations", operations.append, "Append to the log; safe to repeat",
          "user", body=operations.OperationsIn, answers=operations.AppendedOut),

    Route("GET", "/consultations/{id}/what-if", results.what_if, "What would change a path's level", "user",
          answers=results.WhatIfOut, query=("path",)),
    Route("GET", "/consultations/{id}/result", results.result, "Drawing, paths, first steps", "user",
          answers=results.ResultOut),
    Route("GET", "/consultations/{id}/effort", efforts.effort, "Minutes by phase, beside a visit", "user",
          answers=efforts.EffortOut),
    Route("GET", "/customer/result", results.customer_result, "The same during the talk", "customer",
          answers=results.ResultOut),

    Route("POST", "/consultations/{id}/consent", consents.record, "Record a consent or its withdrawal",
          "user, customer", body=consents.ConsentIn, answers=consultations.ConsentOut, status=201),

    Route("POST", "/consultations/{id}/invitations", invitations.invite, "A link for the customer", "user",
          answers=invitations.InvitationOut, status=201),
    Route("DELETE", "/consultations/{id}/invitations", invitations.revoke, "Revoke all links and sessions",
          "user", status=204),
    Route("POST", "/invitation/exchange", invitations.exchange, "A link's secret for a seat; sets the cookie",
          "anyone", body=invitations.SecretIn, answers=invitations.WelcomeOut),
    Route("GET", "/customer/consultation", invitations.customer_consultation, "The same for who is in",
          "customer", answers=invitations.WelcomeOut),
    Route("POST", "/consultations/{id}/guest-invitations", guests.invite, "A link for a third person",
          "user", body=guests.GuestIn, answers=invitations.InvitationOut, status=201),
    Route("DELETE", "/consultations/{id}/guest-invitations", guests.end, "Revoke it, and send the guest out",
          "user", status=204),
    Route("POST", "/guest/exchange", guests.exchange, "A guest link's secret for a seat; sets the cookie",
          "anyone", body=invitations.SecretIn, answers=guests.GuestWelcomeOut),
    Route("GET", "/guest/consultation", guests.consultation, "The same for who is in", "guest",
          answers=guests.GuestWelcomeOut),
    Route("GET", "/guest/photos", guests.photos, "Pictures since the guest came", "guest",
          answers=guests.GuestPicturesOut),
    Route("GET", "/guest/photos/{photo}", guests.photo, "One of them, as large as a screen", "guest",
          media_type="image/jpeg"),
    Route("GET", "/customer/position", positions.asked, "What is asked about it, and what was said",
          "customer", answers=positions.PositionAskOut),
    Route("POST", "/customer/position", positions.record, "Where the phone is; once for each yes", "customer",
          body=positions.PositionIn, answers=positions.PositionOut, status=201),
    Route("GET", "/customer/connection-test", connection_tests.ways, "Ways to test, servers for them",
          "customer", answers=connection_tests.WaysOut),
    Route("POST", "/customer/connection-test", connection_tests.conclude, "Judge and keep what was found",
          "customer", body=connection_tests.ResultIn, answers=connection_tests.ConnectionTestOut, status=201),
    Route("POST", "/customer/connection-test/runs", connection_tests.begin, "Offer to the server's own peer",
          "customer", body=connection_tests.OfferIn, answers=connection_tests.RunOut, status=201),
    Route("GET", "/customer/connection-test/runs/{run}", connection_tests.measured, "What arrives",
          "customer", answers=connection_tests.MeasuredOut),
    Route("DELETE", "/customer/connection-test/runs/{run}", connection_tests.end, "End a run: last numbers",
          "customer", answers=connection_tests.MeasuredOut),

    Route("POST", "/consultations/{id}/virtual-customer", virtual_customer.start,
          "In a demo: a customer made of software joins", "user", status=202),
    Route("DELETE", "/consultations/{id}/virtual-customer", virtual_customer.stop, "Send it away", "user",
          status=204),

    Route("OPTIONS", "/uploads", uploads.options, "What tus 1.0 this server speaks", "anyone", status=204),
    Route("POST", "/uploads", uploads.create, "Begin a resumable upload, or find the photo's",
          "user, customer", status=201, headers=("Tus-Resumable", "Upload-Length", "Upload-Metadata")),
    Route("HEAD", "/uploads/{upload}", uploads.head, "How far an upload is", "user, customer",
          headers=("Tus-Resumable",)),
    Route("PATCH", "/uploads/{upload}", uploads.patch, "Send bytes; the last one registers the photo",
          "user, customer", status=204, headers=("Tus-Resumable", "Upload-Offset"),
          takes=uploads.BODY_TYPE),
    Route("DELETE", "/uploads/{upload}", uploads.delete, "Give an upload up", "user, customer", status=204,
          headers=("Tus-Resumable",)),

    Route("GET", "/consultations/{id}/photos", photos.list_all, "All photos", "user, customer",
          answers=photos.PhotosOut),
    Route("GET", "/consultations/{id}/photos/{photo}/{size}", photos.get, "thumb, screen, print or original",
          "user, customer", media_type="image/jpeg"),
    Route("POST", "/consultations/{id}/photos/{photo}/redactions", redactions.redact,
          "Parts of a photo go for ever, in all its sizes; safe to repeat", "user",
          body=redactions.RedactionIn, answers=redactions.RedactionOut, status=202),

    Route("POST", "/consultations/{id}/papers", papers.add, "A map extract, a drawing, a plan", "user",
          takes=papers.BODY_TYPE, answers=papers.PaperOut, status=201, query=("name", "kind")),
    Route("GET", "/consultations/{id}/papers", papers.list_all, "All papers", "user",
          answers=papers.PapersOut),
    Route("GET", "/consultations/{id}/papers/{paper}/pages/{page}", papers.page, "A page as a picture",
          "user", media_type="image/jpeg"),
    Route("GET", "/consultations/{id}/papers/{paper}/file", papers.file, "The file, to be saved", "user",
          media_type="application/octet-stream"),
    Route("DELETE", "/consultations/{id}/papers/{paper}", papers.remove, "Remove it with every byte", "user",
          status=204),

    Route("GET", "/consultations/{id}/protocol", protocols.status, "How far the PDF is", "user",
          answers=protocols.ProtocolStatusOut),
    Route("GET", "/consultations/{id}/protocol.pdf", protocols.pdf, "The PDF", "user",
          query=("version", "download"), media_type="application/pdf"),

    Route("POST", "/consultations/{id}/call-log", call_log.add, "What a page measured; safe to repeat",
          "user, customer", body=call_log.CallLogIn, status=204),
    Route("GET", "/consultations/{id}/call-log", call_log.get, "What the call was like", "user",
          answers=call_log.CallLogOut),
)
# fmt: on


def add_routes(app: web.Application) -> None:
    app.add_routes(PAGES)
    app.add_routes([web.route(route.method, API + route.path, route.handler) for route in ROUTES])
    openapi.prepare(app, API, ROUTES)
