"""What schemathesis cannot know from the document: who may, and what exists.

A token of a role that may (x-roles), a new Idempotency-Key for each request, ids that are there and
the ETag that they have now. Whatever was made invalid on purpose stays as it is.
"""

import os
import re
import uuid
import zlib

import requests
import schemathesis
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation import GenerationMode

BASE_URL = os.environ["TAMANI_URL"]
READER = "auditor"
WRITER = "administrator"
# Conditions on several values, which a JSON Schema cannot say; each is described in its field.
# A policy's value is one of several shapes: its own code is the amount's.
BEYOND_SCHEMA = {
    "amount_too_large",
    "amount_too_precise",
    "currency_required",
    "group_by_repeated",
    "policy_value_shape",
    "range_reversed",
    "text_blank",
}
KNOWN = re.compile(r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$|^[A-Z]+-\d")
EXAMPLE = "0190f3c2-7d1e-7c3a-9b2f-5a1c8e4d6f70"
TIMEOUT_SECONDS = 30
UNKNOWN_ONE_IN = 8

_tokens = {}
_ids = {}


def token(user):
    if user not in _tokens:
        answer = requests.post(
            f"{BASE_URL}/v1/demo-tokens", json={"user": user}, timeout=TIMEOUT_SECONDS
        )
        answer.raise_for_status()
        _tokens[user] = answer.json()["accessToken"]
    return _tokens[user]


def read(path):
    headers = {"Authorization": f"Bearer {token(READER)}"}
    return requests.get(f"{BASE_URL}{path}", headers=headers, timeout=TIMEOUT_SECONDS)


def user_of(operation):
    raw = operation.definition.raw
    roles = raw.get("x-roles")
    if roles:
        return roles[0]
    return READER if operation.method.lower() == "get" else WRITER


@schemathesis.auth(refresh_interval=None)
class RoleThatMay:
    """A token per role, kept here: schemathesis would keep one for all."""

    def get(self, case, context):
        return token(user_of(case.operation))

    def set(self, case, data, context):
        case.headers["Authorization"] = f"Bearer {data}"


def ids_of(collection):
    """Ids of the seed, as they were at the first look: the same choice for the same case."""
    if collection not in _ids:
        answer = read(collection)
        rows = answer.json().get("data", []) if answer.ok else []
        _ids[collection] = [row["id"] for row in rows if "id" in row]
    return _ids[collection]


def is_valid(case, location):
    part = case.meta.components.get(location) if case.meta else None
    return part is None or part.mode == GenerationMode.POSITIVE


def choose_id(case):
    """An id that is there, seven times of eight, in place of a word that is none."""
    given = str((case.path_parameters or {}).get("id", ""))
    # Of a case in full, as the example is the same in all of them.
    choice = zlib.crc32(f"{case.operation.label} {given} {case.body}".encode("utf-8", "replace"))
    is_known = KNOWN.match(given) and given != EXAMPLE
    if not given or is_known or choice % UNKNOWN_ONE_IN == 0:
        return
    ids = ids_of(case.operation.path.split("/{id}")[0])
    if ids:
        case.path_parameters["id"] = ids[choice % len(ids)]


def current_etag(case):
    path = case.operation.path.split("/{id}")[0]
    found = read(f"{path}/{case.path_parameters['id']}")
    return found.headers.get("ETag")


def position():
    return int(requests.get(f"{BASE_URL}/readyz", timeout=TIMEOUT_SECONDS).json()["position"])


def make_query_true(query):
    """Positions that were given out, and no cursor: both come from an answer before."""
    query.pop("cursor", None)
    if "minPosition" in query:
        query["minPosition"] = str(int(query["minPosition"]) % (position() + 1))


@schemathesis.hook
def before_call(context, case, kwargs):
    if "{id}" in case.operation.path and is_valid(case, ParameterLocation.PATH):
        choose_id(case)
    if case.query and is_valid(case, ParameterLocation.QUERY):
        make_query_true(case.query)
    if not is_valid(case, ParameterLocation.HEADER):
        return
    if "Idempotency-Key" in case.headers:
        case.headers["Idempotency-Key"] = str(uuid.uuid4())
    if "If-Match" in case.headers and "{id}" in case.operation.path:
        etag = current_etag(case)
        if etag:
            case.headers["If-Match"] = etag


@schemathesis.check
def valid_input_is_no_input_problem(ctx, response, case):
    """422 is for rules too; but input_invalid is what the schemas were to say."""
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    if response.status_code != 422:
        return
    problem = response.json()
    codes = {error["code"] for error in problem.get("errors", [])}
    if problem["code"] == "input_invalid" and not codes <= BEYOND_SCHEMA:
        raise AssertionError(f"valid by the schema, refused by the server: {sorted(codes)}")
