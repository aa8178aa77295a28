"""Articles a second, side by side: python benchmarks/throughput.py [--articles N] [--latency S]

A server on loopback answers every request after a fixed time with the same answer: what the rules
extractor reads off a seed article. Each client runs in a process of its own, with the same number
of requests in flight:

- summarizer: the batch engine, with limiter, grounding, checks and the run store
- openai: ``AsyncOpenAI.chat.completions.create`` and ``json.loads``, nothing else
- instructor: ``instructor.from_openai(AsyncOpenAI())``, the same model class, nothing else
- langextract: ``langextract.extract`` with one example, where it is installed

Exit code 1 when summarizer is less than 3 times as fast as instructor or 5 times as langextract.
"""

import argparse
import asyncio
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
SEED = ROOT / "seeds/aleppo-june-2016/article.txt"
CLIENTS = ("summarizer", "openai", "instructor", "langextract")
AT_LEAST = {"instructor": 3.0, "langextract": 5.0}
KEY = "none"


def answer():
    """Return the content of every answer, as JSON."""
    from summarizer.article import Article
    from summarizer.extract.rules.extractor import RulesExtractor

    made = RulesExtractor().read(Article(SEED.read_text(encoding="utf-8"), language="en"))
    return made.model_dump_json()


def texts(count):
    """Return *count* different articles of the same length."""
    text = SEED.read_text(encoding="utf-8")
    return [f"{text}\n\n({n:06})" for n in range(count)]


# -- the server ------------------------------------------------------------------------------------


class Answering(asyncio.Protocol):
    """As little HTTP as will do, so that the server takes little of the machine."""

    def __init__(self, bodies, latency):
        self.bodies, self.latency = bodies, latency
        self.buffer = b""

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.buffer += data
        while (end := self.buffer.find(b"\r\n\r\n")) >= 0:
            head = self.buffer[:end].lower()
            at = head.find(b"content-length:")
            length = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
            if len(self.buffer) < end + 4 + length:
                return
            self.buffer = self.buffer[end + 4 + length :]
            body = self.bodies["langextract" if b" /lx/" in head[:40] else "others"]
            asyncio.get_running_loop().call_later(self.latency, self.reply, body)

    def reply(self, body):
        if not self.transport.is_closing():
            self.transport.write(
                b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s"
                % (len(body), body)
            )


def completion(content):
    choice = {"index": 0, "message": {"role": "assistant", "content": content}}
    usage = {"prompt_tokens": 9000, "completion_tokens": 5000, "total_tokens": 14000}
    whole = {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "usage": usage}
    return json.dumps(whole | {"choices": [choice | {"finish_reason": "stop"}]}).encode()


async def serve(latency):
    extracted = json.loads(answer())
    quotes = [row["evidence"][0]["text"] for row in extracted["events"]]
    rows = [{"event": quote, "event_attributes": {"kind": "clash"}} for quote in quotes]
    bodies = {
        "others": completion(json.dumps(extracted)),
        "langextract": completion(json.dumps({"extractions": rows})),
    }
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: Answering(bodies, latency), "127.0.0.1", 0, backlog=1000
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


# -- the clients -----------------------------------------------------------------------------------


def with_summarizer(url, count, in_flight):
    import openai.resources.chat  # noqa: F401  # the others have imported it before they start

    from summarizer.article import SourcedArticle
    from summarizer.extract.llm import LLMExtractor
    from summarizer.limits import Limiter
    from summarizer.run.engine import RunOptions, run_batch
    from summarizer.run.store import RunStore

    limiter = Limiter(start=in_flight, max_concurrency=in_flight)
    extractor = LLMExtractor("custom/m", base_url=url, throttle=limiter)
    items = [SourcedArticle(text, source=str(n)) for n, text in enumerate(texts(count))]
    options = RunOptions(dedup=False, revisions=0)
    with tempfile.TemporaryDirectory() as folder, RunStore(Path(folder, "run.db")) as store:
        started = time.perf_counter()
        report = run_batch(items, store, extractor, options, limiter=limiter)
        assert report.states["done"] == count, report
        return time.perf_counter() - started


async def all_at_once(count, in_flight, ask):
    places = asyncio.Semaphore(in_flight)

    async def one(text):
        async with places:
            await ask(text)

    started = time.perf_counter()
    await asyncio.gather(*(one(text) for text in texts(count)))
    return time.perf_counter() - started


def client_of(url):
    from openai import AsyncOpenAI

    return AsyncOpenAI(base_url=url, api_key=KEY, timeout=300, max_retries=0)


def system_prompt():
    from summarizer.prompt import load_prompt

    return load_prompt().system()


def messages(system, text):
    return [{"role": "system", "content": system}, {"role": "user", "content": text}]


def with_openai(url, count, in_flight):
    client, system = client_of(url), system_prompt()

    async def ask(text):
        made = await client.chat.completions.create(model="m", messages=messages(system, text))
        assert json.loads(made.choices[0].message.content)["events"]

    return asyncio.run(all_at_once(count, in_flight, ask))


def with_instructor(url, count, in_flight):
    import instructor

    from summarizer.schema.extraction import Extraction

    client = instructor.from_openai(client_of(url), mode=instructor.Mode.JSON_SCHEMA)
    system = system_prompt()

    async def ask(text):
        made = await client.create(
            model="m", response_model=Extraction, messages=messages(system, text), max_retries=0
        )
        assert made.events

    return asyncio.run(all_at_once(count, in_flight, ask))


def with_langextract(url, count, in_flight):
    import langextract as lx

    example = lx.data.ExampleData(
        text="Shells fell on Varn.",
        extractions=[lx.data.Extraction("event", "Shells fell", attributes={"kind": "shelling"})],
    )
    config = lx.factory.ModelConfig(
        model_id="m",
        provider="OpenAILanguageModel",
        provider_kwargs={
            "api_key": KEY,
            "base_url": url.replace("/v1", "/lx/v1"),
            "max_workers": in_flight,
        },
    )
    documents = [lx.data.Document(text=text) for text in texts(count)]
    started = time.perf_counter()
    made = lx.extract(
        documents,
        prompt_description=system_prompt(),
        examples=[example],
        config=config,
        max_char_buffer=10_000,  # the article whole, as the others send it
        batch_length=in_flight,
        max_workers=in_flight,
        use_schema_constraints=False,
        fence_output=False,
        show_progress=False,
    )
    assert all(document.extractions for document in made)
    return time.perf_counter() - started


def one(client, url, count, in_flight):
    before = resource.getrusage(resource.RUSAGE_SELF)
    seconds = globals()[f"with_{client}"](url, count, in_flight)
    after = resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(json.dumps({"seconds": seconds, "cpu": cpu, "mb": after.ru_maxrss / 1024}))


def main(options):
    server = subprocess.Popen(
        [sys.executable, __file__, "--serve", "--latency", str(options.latency)],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        port = int(server.stdout.readline())
        url = f"http://127.0.0.1:{port}/v1"
        return report(options, url)
    finally:
        server.terminate()
        server.wait()


def report(options, url):
    rates = {}
    size = ["--articles", str(options.articles), "--in-flight", str(options.in_flight)]
    print(f"{options.articles} articles, {options.in_flight} in flight, {options.latency:g} s each")
    for client in options.clients:
        made = subprocess.run(
            [sys.executable, __file__, "--one", client, "--url", url, *size],
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode:
            print(f"{client:<12} did not finish: {made.stderr.strip().splitlines()[-1][:90]}")
            continue
        took = json.loads(made.stdout.splitlines()[-1])
        rates[client] = options.articles / took["seconds"]
        print(
            f"{client:<12}{rates[client]:8.1f} articles/s{took['seconds']:8.1f} s"
            f"{1000 * took['cpu'] / options.articles:8.1f} ms CPU each{took['mb']:7.0f} MB"
        )
    failed = 0
    for other, factor in AT_LEAST.items():
        if other in rates and "summarizer" in rates:
            times = rates["summarizer"] / rates[other]
            failed |= times < factor
            print(f"summarizer / {other}: {times:.1f} (at least {factor:g})")
    return int(failed)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=1024)
    parser.add_argument("--latency", type=float, default=0.5)
    parser.add_argument("--in-flight", type=int, default=256)
    parser.add_argument("--clients", nargs="+", default=CLIENTS, choices=CLIENTS)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--url", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        asyncio.run(serve(given.latency))
    elif given.one:
        one(given.one, given.url, given.articles, given.in_flight)
    else:
        raise SystemExit(main(given))
