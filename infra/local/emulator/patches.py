"""What the emulator lacks and we rely on. Every symbol that is replaced or used is asserted, so another version fails at start instead of behaving differently."""

import asyncio
import json
import types
from typing import Any

import ministack.app as server
import ministack.services.cloudformation.provisioners as cloudformation
import ministack.services.dynamodb as dynamodb
import ministack.services.eventbridge as events
import ministack.services.lambda_svc as functions
import ministack.services.sqs as sqs
from ministack.core.responses import get_account_id, get_region

MAX_BYTES = 1024 * 1024
# Glue says its events itself. Here it is an endpoint of ours, so its name must be allowed where AWS refuses all of its own.
ALLOWED_AWS_SOURCES = {"aws.glue"}


def apply() -> None:
    events._put_events = put_events
    wake_pollers()
    end_polls_of_the_gone()
    deliver_or_dead_letter()
    shorten_mapping_gap()
    release_in_flight()
    add_resource_types()


def need(module: Any, *names: str) -> None:
    missing = [name for name in names if not hasattr(module, name)]
    if missing:
        raise SystemExit(f"this version of the emulator has no {', '.join(missing)} in {module.__name__}")


# --- PutEvents: entries are refused one by one, as AWS does, and the caller's Time is kept

need(events, "_put_events", "_event_bus_name_from_ref", "_coerce_timestamp", "_now_ts", "_events_log_list", "_pattern_event_view")
need(events, "_dispatch_event", "_archive_event", "new_uuid", "json_response", "error_response_json")


def put_events(data: dict, allow_aws_source: bool = False) -> Any:
    entries = data.get("Entries") or []
    if not 1 <= len(entries) <= 10:
        wrong = "Member must have length less than or equal to 10" if entries else "Member must have length greater than or equal to 1"
        return refusal(f"1 validation error detected: Value at 'entries' failed to satisfy constraint: {wrong}")
    if sum(entry_bytes(entry) for entry in entries) > MAX_BYTES:
        return refusal("Total size of the entries in the request is over the limit.")
    results = [put_event(entry, allow_aws_source) for entry in entries]
    return events.json_response({"FailedEntryCount": sum("ErrorCode" in result for result in results), "Entries": results})


def refusal(message: str) -> Any:
    return events.error_response_json("ValidationException", message, 400)


def entry_bytes(entry: dict) -> int:
    texts = [str(entry.get(name) or "") for name in ("Source", "DetailType", "Detail")] + list(entry.get("Resources") or [])
    return sum(len(text.encode()) for text in texts) + (14 if entry.get("Time") is not None else 0)


def put_event(entry: dict, allow_aws_source: bool) -> dict:
    bus, error = events._event_bus_name_from_ref(entry.get("EventBusName") or "default")
    error = error or entry_error(entry, allow_aws_source)
    if error:
        return {"ErrorCode": error[0], "ErrorMessage": error[1]}
    time = entry.get("Time")
    event = {
        "EventId": events.new_uuid(),
        "Source": entry["Source"],
        "DetailType": entry["DetailType"],
        "Detail": entry["Detail"],
        "EventBusName": bus,
        "Time": int(events._coerce_timestamp(time) if time is not None else events._now_ts()),
        "Resources": entry.get("Resources") or [],
        "Account": get_account_id(),
        "Region": get_region(),
    }
    events._events_log_list().append(event)
    view = events._pattern_event_view(event)
    events._dispatch_event(event, view)
    events._archive_event(event, view)
    return {"EventId": event["EventId"]}


def entry_error(entry: dict, allow_aws_source: bool) -> tuple[str, str] | None:
    for name in ("Source", "DetailType", "Detail"):
        if not entry.get(name):
            return "InvalidArgument", f"Parameter {name} is not valid. Reason: {name} is a required argument."
    source = entry["Source"]
    if source.startswith("aws.") and not allow_aws_source and source not in ALLOWED_AWS_SOURCES:
        return "NotAuthorizedForSourceException", "Not authorized for the source."
    try:
        is_object = isinstance(json.loads(entry["Detail"]), dict)
    except ValueError:
        is_object = False
    return None if is_object else ("MalformedDetail", "Detail is malformed.")


# --- A rule's target that cannot be reached: the event goes to the target's dead-letter queue, with the reason as AWS gives it

need(events, "_invoke_target", "_dispatch_to_sqs", "_pattern_event_view", "parse_arn")
need(sqs, "_queue_by_arn")


def deliver_or_dead_letter() -> None:
    deliver = events._invoke_target

    def invoke(target: dict, event: dict, rule: dict, view: Any = None) -> Any:
        arn = target.get("Arn", "")
        if ":sqs:" not in arn or sqs._queue_by_arn(arn) is not None:
            return deliver(target, event, rule, view)
        return dead_letter(target, event, rule, view)

    events._invoke_target = invoke


def dead_letter(target: dict, event: dict, rule: dict, view: Any) -> None:
    arn = (target.get("DeadLetterConfig") or {}).get("Arn")
    queue = sqs._queue_by_arn(arn) if arn else None
    if queue is None:
        return
    whole = (view or events._pattern_event_view(event)).event_with_detail()
    events._dispatch_to_sqs(events.parse_arn(arn), json.dumps(whole))
    reasons = {
        "RULE_ARN": rule.get("Arn", ""),
        "TARGET_ARN": target.get("Arn", ""),
        "ERROR_CODE": "NO_RESOURCE",
        "ERROR_MESSAGE": "The specified queue does not exist.",
    }
    queue["messages"][-1]["message_attributes"] = {name: {"StringValue": text, "DataType": "String"} for name, text in reasons.items()}


# --- Long polls are told of a message instead of looking every 100 ms: 90 ms less per hop

need(sqs, "esm_wake", "asyncio")
need(events, "esm_wake")


class Waiting:
    """Receives that wait. `set` is what the emulator calls wherever it puts a message into a queue, from any thread."""

    def __init__(self, mapping_wake: Any) -> None:
        self.mapping_wake = mapping_wake
        self.pollers: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()

    def set(self) -> None:
        self.mapping_wake.set()
        for loop, told in list(self.pollers):
            loop.call_soon_threadsafe(told.set)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.mapping_wake, name)

    async def sleep(self, seconds: float) -> None:
        """Sleeps until told. The cap covers what nobody tells: visibility timeouts and delays that end."""
        poller = (asyncio.get_running_loop(), asyncio.Event())
        self.pollers.add(poller)
        try:
            await asyncio.wait_for(poller[1].wait(), min(seconds, 0.05))
        except asyncio.TimeoutError:  # noqa: UP041 - another class before Python 3.11
            pass
        finally:
            self.pollers.discard(poller)


def wake_pollers() -> None:
    waiting = Waiting(sqs.esm_wake)
    sqs.esm_wake = events.esm_wake = waiting
    patched = types.ModuleType("asyncio")
    patched.__dict__.update(vars(asyncio))
    patched.sleep = waiting.sleep  # type: ignore[attr-defined]
    sqs.asyncio = patched


# --- A client that hangs up ends its long poll: left waiting, it would take the next message with it, and hold up the end of the emulator

need(server, "app", "main")


def end_polls_of_the_gone() -> None:
    serve = server.app

    async def app(scope: dict, receive: Any, send: Any) -> None:
        headers = dict(scope.get("headers") or [])
        if headers.get(b"x-amz-target") == b"AmazonSQS.ReceiveMessage":
            await until_gone(serve, scope, receive, send)
        else:
            await serve(scope, receive, send)

    server.app = app


async def until_gone(serve: Any, scope: dict, receive: Any, send: Any) -> None:
    watcher: asyncio.Task | None = None

    async def hang_up() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        handling.cancel()

    async def receive_then_watch() -> dict:
        nonlocal watcher
        message = await receive()
        if watcher is None and message["type"] == "http.request" and not message.get("more_body"):
            watcher = asyncio.ensure_future(hang_up())
        return message

    handling = asyncio.ensure_future(serve(scope, receive_then_watch, send))
    await asyncio.wait([handling])
    if watcher is not None:
        watcher.cancel()
    if not handling.cancelled():
        handling.result()


# --- Event source mappings: the emulator's own poller waits 50 ms between looks

need(functions, "_ESM_IDLE_WAKE_GAP_SECONDS")


def shorten_mapping_gap() -> None:
    functions._ESM_IDLE_WAKE_GAP_SECONDS = 0.001


# --- Messages that were being handled when the emulator ended: their consumer ended with it, so they come again at once, not after a visibility timeout

need(sqs, "load_persisted_state", "_queues")


def release_in_flight() -> None:
    restore = sqs.load_persisted_state

    def restore_and_release(data: dict) -> Any:
        restored = restore(data)
        for queue in sqs._queues._data.values():
            for message in queue["messages"]:
                if message.get("receive_count", 0) > 0:
                    message["visible_at"] = 0.0
        return restored

    sqs.load_persisted_state = restore_and_release


# --- CloudFormation: types it refuses, and a property it drops

need(cloudformation, "_RESOURCE_HANDLERS", "_physical_name")
need(events, "_create_archive", "_update_archive", "_delete_archive", "_event_bus_policies")
need(dynamodb, "_update_ttl", "_ttl_settings")


def add_resource_types() -> None:
    handlers = cloudformation._RESOURCE_HANDLERS
    for added in ("AWS::Events::Archive", "AWS::Events::EventBusPolicy"):
        if added in handlers:
            raise SystemExit(f"this version of the emulator has {added} of its own: take the patch out")
    handlers["AWS::Events::Archive"] = {"create": create_archive, "update": update_archive, "delete": delete_archive}
    handlers["AWS::Events::EventBusPolicy"] = {"create": create_bus_policy, "update": update_bus_policy, "delete": delete_bus_policy}
    table = handlers["AWS::DynamoDB::Table"]
    create, update = table["create"], table["update"]

    def create_table(logical_id: str, props: dict, stack: str) -> Any:
        return with_ttl(create(logical_id, props, stack), props)

    def update_table(physical_id: str, old: dict, new: dict, stack: str, logical_id: str | None = None) -> Any:
        return with_ttl(update(physical_id, old, new, stack, logical_id=logical_id), new)

    table["create"], table["update"] = create_table, update_table


def with_ttl(made: tuple, props: dict) -> tuple:
    wanted = props.get("TimeToLiveSpecification")
    if wanted:
        enabled = str(wanted.get("Enabled")).lower() == "true"
        attribute = wanted["AttributeName"]
        check(dynamodb._update_ttl({"TableName": made[0], "TimeToLiveSpecification": {"AttributeName": attribute, "Enabled": enabled}}))
    else:
        dynamodb._ttl_settings.pop(made[0], None)
    return made


def check(response: tuple) -> None:
    if response[0] >= 400:
        raise ValueError(response[2].decode() if isinstance(response[2], bytes) else str(response[2]))


def archive_request(name: str, props: dict) -> dict:
    pattern = props.get("EventPattern") or ""
    return {
        "ArchiveName": name,
        "EventSourceArn": props["SourceArn"],
        "Description": props.get("Description", ""),
        "RetentionDays": int(props.get("RetentionDays", 0)),
        "EventPattern": json.dumps(pattern) if isinstance(pattern, dict) else pattern,
    }


def create_archive(logical_id: str, props: dict, stack: str) -> tuple:
    name = props.get("ArchiveName") or cloudformation._physical_name(stack, logical_id, max_len=48)
    check(events._create_archive(archive_request(name, props)))
    return name, {"Arn": f"arn:aws:events:{get_region()}:{get_account_id()}:archive/{name}", "ArchiveName": name}


def update_archive(physical_id: str, old: dict, new: dict, stack: str, *_: Any, **__: Any) -> tuple:
    if old.get("SourceArn") != new["SourceArn"] or new.get("ArchiveName", physical_id) != physical_id:
        delete_archive(physical_id, old)
        return create_archive(physical_id, {"ArchiveName": physical_id, **new}, stack)
    check(events._update_archive(archive_request(physical_id, new)))
    return physical_id, {"Arn": f"arn:aws:events:{get_region()}:{get_account_id()}:archive/{physical_id}", "ArchiveName": physical_id}


def delete_archive(physical_id: str, _props: dict) -> None:
    events._delete_archive({"ArchiveName": physical_id})


def create_bus_policy(logical_id: str, props: dict, stack: str) -> tuple:
    put_statement(props)
    return cloudformation._physical_name(stack, logical_id, max_len=64), {}


def update_bus_policy(physical_id: str, old: dict, new: dict, *_: Any, **__: Any) -> tuple:
    delete_bus_policy(physical_id, old)
    put_statement(new)
    return physical_id, {}


def delete_bus_policy(_physical_id: str, props: dict) -> None:
    policy = events._event_bus_policies.get(props.get("EventBusName") or "default")
    if policy:
        policy["Statement"] = [each for each in policy["Statement"] if each.get("Sid") != props["StatementId"]]


def put_statement(props: dict) -> None:
    bus = props.get("EventBusName") or "default"
    policy = events._event_bus_policies.get(bus) or {"Version": "2012-10-17", "Statement": []}
    given = props.get("Statement")
    statement = json.loads(given) if isinstance(given, str) else given
    short = {"Effect": "Allow", "Principal": props.get("Principal", "*"), "Action": props.get("Action", "events:PutEvents")}
    others = [each for each in policy["Statement"] if each.get("Sid") != props["StatementId"]]
    policy["Statement"] = [*others, {"Sid": props["StatementId"], **(statement or short)}]
    events._event_bus_policies[bus] = policy
