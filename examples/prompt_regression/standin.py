"""A server that stands in for a language model, to try the example without one.

It understands nothing: it finds sentences like "Four workers were killed", and reports those whose
verb the system message names. So a prompt that no longer asks for the wounded no longer gets them.

    python standin.py [PORT]
"""

import json
import re
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOLL = re.compile(r"\b(\w+) (?:workers|people|soldiers|men|women) were (killed|wounded)")
HARMS = {"killed": "killed", "wounded": "injured"}
WORDS = "one two three four five six seven eight nine ten eleven twelve".split()
NUMBERS = {word: number for number, word in enumerate(WORDS, start=1)}


def answer(system: str, article: str) -> dict:
    """Return the extraction for *article*."""
    claims = []
    for found in TOLL.finditer(article):
        word, verb = found.groups()
        if verb not in system:
            continue
        number = NUMBERS.get(word.lower())
        count = {"text": word, "min": number, "max": number, "best": number, "qualifier": "exact"}
        claims.append(
            {
                "id": f"ca{len(claims) + 1}",
                "event_id": None,
                "harm": HARMS[verb],
                "count": count,
                "claim_status": "unsourced",
                "evidence": [{"text": found.group()}],
            }
        )
    return {"headline": article.strip().split("\n")[0], "abstract": [], "casualties": claims}


class Handler(BaseHTTPRequestHandler):
    """Answers chat completions."""

    def do_POST(self):
        """Answer one."""
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        system, user = (message["content"] for message in asked["messages"][:2])
        article = re.sub(r"</?article-\w+>\n?", "", user)
        content = json.dumps(answer(system, article))
        message = {"role": "assistant", "content": content}
        usage = {"prompt_tokens": len(system + user) // 4, "completion_tokens": len(content) // 4}
        body = json.dumps(
            {
                "id": "stand-in",
                "object": "chat.completion",
                "created": 0,
                "model": asked["model"],
                "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
                "usage": usage,
            }
        ).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Say nothing."""


def server(port: int = 0) -> ThreadingHTTPServer:
    """Return a server on loopback; port 0 takes a free one."""
    return ThreadingHTTPServer(("127.0.0.1", port), Handler)


if __name__ == "__main__":
    server(int(sys.argv[1]) if len(sys.argv) > 1 else 8089).serve_forever()
