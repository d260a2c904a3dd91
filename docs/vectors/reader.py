#!/usr/bin/env python3
"""A reader of clausewalk workspaces that uses nothing but what docs/format.md says.

reader.py                  holds every vector beside this file against its expected.json
reader.py FOLDER           prints what it makes of one, at the moment that expected.json names
reader.py check FOLDER...  holds these against their expected.json
"""
import calendar, datetime, hashlib, json, pathlib, re, sys

VERDICTS = ["met", "partly", "not-met", "not-applicable", "cannot-tell"]


class Damage(Exception):
    pass


def sha(data):
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


# ---- journal files


def raw_value(line):
    """The bytes of a line's value, as they are in it."""
    text, decoder = line.decode(), json.JSONDecoder()
    at = 1
    while text[at - 1] != "}":
        name, at = decoder.raw_decode(text, at)
        start = at + 1  # behind the colon
        _, at = decoder.raw_decode(text, start)
        if name == "value":
            return text[start:at]
        at += 1  # behind the comma, or the brace
    return ""


def decode(line):
    m = re.search(rb',"sum":"([0-9a-f]{64})"}$', line)
    if not m or sha(line[: m.start()] + b"}") != m.group(1).decode():
        return None
    event = json.loads(line)
    event["raw"] = raw_value(line)
    return event


def read_file(path):
    """The events of one file, those of the last change only if it is whole."""
    events, counted, last = [], 0, {}
    lines = path.read_bytes().split(b"\n")
    for n, line in enumerate(lines):
        ended = n < len(lines) - 1
        if not line and not ended:
            break
        e = decode(line)
        if e is None and not ended:
            break  # A crash has cut it short.
        name = path.stem
        if (
            e is None
            or e["format"] not in (1, 2)
            or not re.fullmatch("[a-z0-9]+", e["id"])
            or not (name == e["writer"] or name.startswith(e["writer"] + "-"))
            or e["seq"] != last.get("seq", 0) + 1
            or e.get("prev") != last.get("sum")
        ):
            raise Damage({"file": path.name, "line": n + 1})
        last = e
        events.append(e)
        if not e.get("more"):
            counted = len(events)
    return events[:counted]


def order(e):
    return e["clock"], e["writer"], e["seq"], e["id"]


def unite(files):
    """One event for each id; of its lines that with the smallest sum."""
    events = {}
    for e in (e for file in files for e in file):
        if e["id"] not in events or e["sum"] < events[e["id"]]["sum"]:
            events[e["id"]] = e
    return sorted(events.values(), key=order)


def behind(events, ends):
    by_sum, seen, todo = {e["sum"]: e for e in events if "-" + e["sum"] not in ends}, set(), list(ends)
    while todo:
        e = by_sum.get(todo.pop())
        if e and e["id"] not in seen:
            seen.add(e["id"])
            todo += [e["prev"]] if "prev" in e else []
            todo += e.get("ends", [])
    return seen


# ---- policies


class Edition:
    def __init__(self, folder):
        clauses = json.loads((folder / "clauses.json").read_text())
        guide = folder / "guide.yaml"
        self.guide = json.loads(guide.read_text()) if guide.exists() else {}
        words = self.guide.get("clauses") or {}
        assert clauses["text"] == sha((folder / "policy.md").read_bytes())
        self.clauses, self.repeat = {}, {}
        self.sections = []
        for s in clauses["sections"]:
            asked = [c for c in s["clauses"] if c["asked"] or c["label"] in words]
            fact = (self.guide.get("sections") or {}).get(s["label"], {}).get("repeat")
            self.sections.append((fact, [c["label"] for c in asked]))
            for c in asked:
                self.clauses[c["label"]] = dict(c, guide=words.get(c["label"], {}))
                if fact:
                    self.repeat[c["label"]] = fact


def cut(label):
    base, _, item = label.partition("@")
    return base, item


def join(base, item):
    return base + "@" + item if item else base


# ---- the audit


class Audit:
    def __init__(self, root, head, events):
        self.root, self.head, self.events = root, head, events
        self.adoptions = [e for e in events if e["kind"] == "adopt"]
        self.by_id = {e["id"]: e for e in events}
        self.texts = {}
        for folder in root.glob(".clausewalk/policies/*/*"):
            self.texts[folder.parent.name, folder.name] = Edition(folder)
        self.withdrawn = set()
        for u in reversed([e for e in events if e["kind"] == "undo"]):
            if u["id"] not in self.withdrawn:
                self.withdrawn |= {i for i in u["over"] if i in self.by_id and self.by_id[i]["clock"] < u["clock"]}
        self.archived, self.offers = {}, {}
        self.force = {}
        self.lay(lambda e: self.field(e))
        for p in head["policies"]:
            self.force[p["id"]] = p["edition"]
            for e in self.stand(("adopt", p["id"], "", "")):
                if (p["id"], e["value"]["to"]) in self.texts:
                    self.force[p["id"]] = e["value"]["to"]
        self.lay(self.place)
        self.ask()

    # values

    def field(self, e):
        return e["kind"], e.get("policy", ""), e.get("clause", ""), e.get("subject", "")

    def lay(self, place):
        self.fields = {}
        for e in self.events:
            if e["kind"] not in ("undo", "begin", "repair", "suggestion", "response", "pasted"):
                self.fields.setdefault(place(e), []).append(e)

    def counts(self, e):
        return e["id"] not in self.withdrawn

    def stand(self, field):
        replaced = set()
        for e in reversed(self.fields.get(field, [])):
            if self.counts(e) or e["id"] in replaced:
                replaced |= {i for i in e.get("over", []) if i in self.by_id and self.by_id[i]["clock"] < e["clock"]}
        return [e for e in self.fields.get(field, []) if self.counts(e) and e["id"] not in replaced]

    def newest(self, kind, ref, subject=""):
        events = self.stand((kind, *ref, subject))
        return events[-1] if events else None

    def value(self, kind, ref, subject="", default=None):
        e = self.newest(kind, ref, subject)
        return e["value"] if e else default

    def conflict(self, field):
        if field[0] in ("check", "reading"):
            return False
        said = [e["value"]["to"] if field[0] == "adopt" else e["value"] for e in self.stand(field)]
        return any(v != said[0] for v in said)

    # places

    def edition_of(self, e):
        first = {p["id"]: p["edition"] for p in self.head["policies"]}
        return e.get("edition") or first.get(e["policy"], "")

    @staticmethod
    def follow(entries, label):
        """Where one map leads: (label, offered) for each."""
        named = [(old, new) for old, new in entries if label in old]
        if named:
            return [(to, len(old) != 1 or len(new) != 1) for old, new in named for to in new]
        return [] if any(label in new for _, new in entries) else [(label, False)]

    def way(self, policy, start):
        """The maps from an edition to the one in force, None for no way."""
        edges = {}
        for e in self.adoptions:
            if e["policy"] == policy:
                v = e["value"]
                forth = [(m.get("old") or [], m.get("new") or []) for m in v["map"]]
                edges.setdefault(v["from"], []).append((v["to"], forth))
                edges.setdefault(v["to"], []).append((v["from"], [(new, old) for old, new in forth]))
        ways, queue = {start: []}, [start]
        while queue:
            at = queue.pop(0)
            for to, entries in edges.get(at, []):
                if to not in ways:
                    ways[to] = ways[at] + [entries]
                    queue.append(to)
        return ways.get(self.force[policy])

    def place(self, e):
        kind, policy, label, subject = self.field(e)
        if not label or policy not in self.force or self.edition_of(e) == self.force[policy]:
            return kind, policy, label, subject
        edition = self.edition_of(e)
        base, item = cut(label)
        way = self.way(policy, edition)
        places = [(base, False)] if way is not None else []
        for entries in way or []:
            places = list(dict.fromkeys((to, off or more) for at, off in places for to, more in self.follow(entries, at)))
        if len(places) == 1 and not places[0][1]:
            return kind, policy, join(places[0][0], item), subject
        old = (policy + "@" + edition[:12], label)
        text = self.texts.get((policy, edition))
        if text and base in text.clauses:
            self.archived[old] = text.clauses[base]
            now = self.texts[policy, self.force[policy]]
            for to, _ in places:
                self.offers.setdefault((policy, join(to, item) if to in now.repeat else to), []).append(old)
        return kind, *old, subject

    # what is asked

    def items(self, policy, fact):
        """What a list holds, None while that is not known."""
        said = [e["value"] for e in self.stand(("scope", policy, "", fact))]
        if not said or "unknown" in said:
            return None
        return self.submitted(policy, fact, sorted({item for one in said for item in one}))

    def submitted(self, policy, fact, items):
        """Those of a list's items that the current submission has."""
        text = self.texts[policy, self.force[policy]]
        current = self.current(policy)
        if current is None or all(repeat != fact for repeat, _ in text.sections):
            return items
        has = {p for e in self.stand(current) if e["value"] for p in e["value"]["permissions"]}
        return [item for item in items if item in has]

    def current(self, policy):
        """The field of the submission that decides what is asked, None for none."""
        fields = [f for f in self.fields if f[0] == "submission" and f[1] == policy]
        found, undecided = None, False
        for field in sorted(fields, key=lambda f: self.events.index(self.fields[f][0])):
            said = self.stand(field)
            if not said or not said[-1]["value"]:
                continue
            still = said[-1]["value"]["state"] != "decided"
            if still or not undecided:
                found, undecided = field, undecided or still
        return found

    def ask(self):
        self.asked = {}
        for policy, edition in ((p["id"], self.force[p["id"]]) for p in self.head["policies"]):
            text = self.texts[policy, edition]
            for fact, labels in text.sections:
                items = self.items(policy, fact) if fact else None
                for item in [""] if items is None else items:
                    for label in labels:
                        self.asked[policy, join(label, item)] = text.clauses[label]
        for _, policy, label, _ in self.fields:
            base = cut(label)[0]
            text = self.texts.get((policy, self.force.get(policy)))
            if text and (policy, label) not in self.asked and base in text.clauses and (base in text.repeat or base != label):
                self.archived[policy, label] = text.clauses[base]

    def offered(self, ref):
        policy, label = ref
        base, item = cut(label)
        if ref not in self.asked:
            return []
        all = self.offers.get(ref, []) + (self.offers.get((policy, base), []) + [(policy, base)] if item else [])
        return self.sorted([r for r in dict.fromkeys(all) if self.something(r)])

    def something(self, ref):
        kinds = ("verdict", "reason", "valid-until", "evidence", "gap")
        fields = [f for f in self.fields if f[1:3] == ref and f[0] in kinds]
        return any(e["value"] not in (None, "", "unanswered") for f in fields for e in self.stand(f))

    def sorted(self, refs):
        return sorted(refs, key=lambda r: (r[0], self.archived[r]["lines"][0], r[1]))

    # the state of a clause

    def out_of_scope(self, ref, guide):
        if self.conflict(("overrule", *ref, "")):
            return False
        overrule = self.value("overrule", ref)
        if overrule:
            return not overrule["in"]
        conditions = guide.get("applies") or []
        return bool(conditions) and not any(self.applies(ref[0], c) for c in conditions)

    def applies(self, policy, condition):
        fact, _, want = (part.strip() for part in condition.partition("="))
        text = self.texts.get((policy, self.force.get(policy)))
        known = [f.get("known") for f in text.guide.get("scope", []) if f["fact"] == fact] if text else []
        said = [e["value"] for e in self.stand(("scope", policy, "", fact))]
        if text:
            said = [v if v == "unknown" else self.submitted(policy, fact, v) for v in said]
        strange = lambda v: known and known[0] and any(item not in known[0] for item in v)
        return not said or any(v == "unknown" or strange(v) or (want in v if want else v not in ([], ["no"])) for v in said)

    def ends(self, ref, verdict, guide):
        """When a verdict runs out, None for never."""
        until = self.newest("valid-until", ref)
        said, since = (until["value"], max(since_of(until), since_of(verdict), key=moment)) if until else ("", "")
        if not said:
            said, since = guide.get("valid", ""), since_of(verdict)
        if not said:
            return None
        if re.fullmatch(r"\d{4}-\d\d-\d\d", said):
            return said + "T23:59:59.999999999Z"
        n, unit = re.fullmatch(r"(\d+)(d|w|mo|y)", said).groups()
        return shown(add(moment(since), int(n), unit))

    def pieces(self, ref):
        """The standing pieces of evidence, by id."""
        subjects = [f[3] for f in self.fields if f[:3] == ("evidence", *ref)]  # in the order of first events
        found = {s: self.value("evidence", ref, s) for s in subjects}
        return {s: piece for s, piece in found.items() if piece is not None}

    def vanished(self, piece):
        if piece.get("path"):
            return not self.holds(piece)
        if not piece.get("sha256") or piece.get("url"):
            return False
        files = list(self.root.glob(f".clausewalk/audits/{self.head['id']}/evidence/{piece['sha256']}/*"))
        return not files or sha(files[0].read_bytes()) != piece["sha256"]

    def expired(self, piece, at):
        return bool(piece.get("expires")) and moment(at) >= add(moment(piece["expires"] + "T00:00:00Z"), 1, "d")

    def doubt(self, verdict, ref, subject, piece, at):
        if self.vanished(piece):
            return True
        added = [e for e in self.fields["evidence", *ref, subject] if self.counts(e)][-1]
        checks = [e for e in self.fields.get(("check", *ref, subject), []) if self.counts(e) and order(e) > order(added)]
        again = not checks or checks[-1]["value"].get("outcome") == f"exit code {piece.get('exit', 0)}"
        if verdict != "met" and piece.get("exit", 0) != 0:
            return not again
        if checks:
            if not checks[-1]["value"]["holds"]:
                return True
        elif piece.get("exit", 0) != 0:
            return True
        return verdict == "met" and self.expired(piece, at)

    def holds(self, piece):
        file = self.root / piece["path"]
        if not file.exists():
            return False
        data = file.read_bytes().replace(b"\r\n", b"\n")
        if not piece.get("from"):
            return sha(data) == piece["sha256"]
        lines, long = data.removesuffix(b"\n").split(b"\n"), piece["to"] - piece["from"] + 1
        return any(sha(b"\n".join(lines[n : n + long])) == piece["sha256"] for n in range(len(lines) - long + 1))

    def outdated(self, ref, verdict, text, at):
        ends = self.ends(ref, verdict, text["guide"])
        return verdict.get("text") != text["digest"] or verdict.get("carried") or ends and nanos(ends) < nanos(at)

    def unlike_its_own(self, ref, at):
        """Whether the answer is the same as another one that is not trusted any more."""
        same = self.value("same", ref)
        if not same:
            return False
        of = (ref[0], same["as"])
        verdict = self.newest("verdict", of)
        base = cut(of[1])[0]
        text = self.asked.get(of) or self.archived.get(of) or self.texts[of[0], self.force[of[0]]].clauses[base]
        return bool(
            self.value("same", of) or not verdict or self.answer(of) != same["of"] or any(f[1:3] == of and self.conflict(f) for f in self.fields) or self.outdated(of, verdict, text, at)
        )

    def answer(self, ref):
        """The digest of what is said of a clause and what shows it."""
        fields = [f for f in self.fields if f[1:3] == ref and f[0] in ("verdict", "reason", "valid-until", "evidence")]
        lines = {"\0".join([f[0], f[3], e["raw"]]) for f in fields for e in self.stand(f) if e["value"] not in ("unanswered", "", None)}
        return sha("\n".join(sorted(lines)).encode())

    def clause(self, ref, text, at):
        guide = text["guide"]
        event = self.newest("verdict", ref)
        verdict = event["value"] if event else "unanswered"
        pieces = self.pieces(ref)
        doubted = [s for s, p in pieces.items() if self.doubt("met", ref, s, p, at)]
        reason = self.value("reason", ref, default="")
        conflicts = {f for f in self.fields if f[1:3] == ref and self.conflict(f)}
        flags = ["out-of-scope"] if self.out_of_scope(ref, guide) else []
        flags += ["conflict"] if conflicts else []
        ends = None
        if verdict != "unanswered":
            ends = self.ends(ref, event, guide)
            if self.outdated(ref, event, text, at) or self.unlike_its_own(ref, at) or any(self.doubt(verdict, ref, s, p, at) for s, p in pieces.items()):
                flags.append("stale")
        if verdict == "met":
            needs, kinds = guide.get("needs", "nothing"), [p["kind"] for p in pieces.values()]
            if needs != "nothing" and not (kinds if needs == "evidence" else needs in kinds):
                flags.append("unsupported")
        elif verdict != "unanswered" and not reason.strip():
            flags.append("no-reason")
        state = {"conflict": "in-conflict"}
        state = next((state.get(f, f) for f in flags if f in ("out-of-scope", "conflict", "stale")), verdict)
        if state == "met" and "unsupported" in flags:
            state = "met-unsupported"
        elif state == "met" and guide.get("kind") == "notice":
            state = "acknowledged"
        gap = state in ("partly", "not-met")
        severity = self.value("gap", ref, "severity", "") or guide.get("severity", "major")
        disputed = ("verdict", *ref, "") in conflicts
        by = origin(event) if verdict != "unanswered" and not disputed else {}
        return drop({
            "policy": ref[0], "label": ref[1], "state": state, "verdict": verdict, "flags": flags,
            "reason": "" if ("reason", *ref, "") in conflicts else reason,
            "by": person(by["by"]) if by else "", "at": shown(moment(by["at"])) if by else "",
            "confirmedBy": person(by["confirmedBy"]) if "confirmedBy" in by else "", "confirmedAt": shown(moment(by["confirmedAt"])) if "confirmedAt" in by else "",
            "ends": ends, "severity": severity if gap else "", "evidence": list(pieces), "doubted": doubted,
            "offered": [name(r) for r in self.offered(ref)] if verdict == "unanswered" and not conflicts else [],
            "suggested": [{"id": s, "stand": self.stands(ref, s, text, event)} for s in self.suggested(ref)],
        }), disputed

    # suggestions, which count nowhere

    def aside(self, kind, ref, subject):
        """The newest value that counts, with its event."""
        said = [e for e in self.events if e["kind"] == kind and self.counts(e) and self.place(e)[1:] == (*ref, subject)]
        return said[-1] if said and said[-1]["value"] else None

    def suggested(self, ref):
        ids = {e["subject"] for e in self.events if e["kind"] == "suggestion" and self.place(e)[1:3] == ref}
        return [s for s in sorted(ids) if self.aside("suggestion", ref, s)]

    def stands(self, ref, subject, text, verdict):
        made, response = self.aside("suggestion", ref, subject), self.aside("response", ref, subject)
        keys = [k for all in made["value"].get("found", {}).values() for k in all]
        known = list(response["value"].get("keys", [])) if response else []
        for k in keys[:]:
            if k in known:
                known.remove(k)
                keys.remove(k)
        if response and not keys and (made["value"].get("found") or order(made) < order(response)):
            return "taken" if response["value"]["taken"] else "dismissed"
        if made.get("text") != text["digest"]:
            return "stale"
        if not verdict or verdict["value"] == "unanswered":
            return "open"
        proposed = made["value"].get("verdict", "")
        return "agrees" if proposed == verdict["value"] or not proposed and order(made) < order(verdict) else "differs"

    # the whole

    def state(self):
        lines = [p["id"] + "\0" + p["edition"] for p in self.head["policies"]]
        for f in self.fields:
            if f[0] not in ("sign-off", "outcome"):
                for e in self.stand(f):
                    lines.append("\0".join([f[1], f[2], f[0], f[3], e.get("text", ""), e["raw"]]))
        return sha("\n".join(sorted(lines, key=str.encode)))

    def signed(self, e):
        """The events that a sign-off is about."""
        if "seen" in e["value"]:
            seen = e["value"]["seen"]
            own = lambda o: order(o) < order(e) if o["writer"] == e["writer"] else o["seq"] <= seen.get(o["writer"], 0)
            return [o for o in self.events if own(o)]
        ends = e["value"].get("ends", []) + [e.get("prev")]
        ends += [o["sum"] for o in self.events if o["writer"] == e["writer"] and o["sum"] in e.get("ends", [])]
        seen = behind(self.events, ends)
        return [o for o in self.events if o["id"] in seen]

    def changes(self, e, at):
        fields, adopted, taken = 0, 0, 0
        if e["value"]["state"] != self.state():
            then = Audit(self.root, self.head, self.signed(e))
            then.force, then.adoptions = self.force, self.adoptions
            then.lay(then.place)
            said = lambda a, f: [v for v in unlike(o["value"] for o in a.stand(f)) if v != ""]
            changed = [f for f in set(self.fields) | set(then.fields) if f[0] != "sign-off" and said(self, f) != said(then, f)]
            fields, adopted, taken = max(1, len(changed)), *(sum(f[0] == kind for f in changed) for kind in ("adopt", "rules"))
        bound = e["value"].get("bound")
        if not bound:
            return fields
        was, now = {p["id"]: p for p in bound["policies"]}, {p["id"]: p for p in self.rules()}
        others = {i for i in was.keys() | now.keys() if was.get(i, {}).get("edition") != now.get(i, {}).get("edition")}
        rules = sum(was[i].get(t) != now[i].get(t) for i in now.keys() - others for t in ("guide", "assess", "clauses"))
        app = sum(bound[m] != self.head[m] for m in ("app", "release")) + (bound["audit"] != self.head["id"])
        return fields - adopted - taken + max(adopted, len(others)) + max(taken, rules) + app + self.doubts(bound, at) + self.ran_out(bound, at)

    def rules(self):
        """The policies in force, with the digests of the files beside each text."""
        for policy, edition in self.force.items():
            one = {"id": policy, "edition": edition}
            for name, file in (("guide", "guide.yaml"), ("assess", "assess.yaml"), ("clauses", "clauses.json")):
                path = self.root / ".clausewalk/policies" / policy / edition / file
                if path.exists():
                    one[name] = sha(path.read_bytes())
            yield one

    def doubts(self, bound, at):
        """Pieces that have lost their file, their lines or their day since."""
        n = 0
        for ref in {f[1:3] for f in self.fields if f[0] == "evidence"}:
            for subject, piece in self.pieces(ref).items():
                known = "/".join(ref) + " " + subject in bound.get("doubted", [])
                n += not known and (self.vanished(piece) or self.expired(piece, at))
        return n

    def ran_out(self, bound, at):
        n = 0
        for ref, text in self.asked.items():
            event = self.newest("verdict", ref)
            if event and event["value"] != "unanswered" and not self.out_of_scope(ref, text["guide"]):
                ends = self.ends(ref, event, text["guide"])
                n += bool(ends) and nanos(bound["at"]) <= nanos(ends) < nanos(at)
        return n

    def sign_offs(self, at):
        for e in self.events:
            if e["kind"] == "sign-off" and self.stand(self.field(e))[-1:] == [e]:
                v = e["value"]
                yield {"name": v["name"], "by": person(e["who"]), "at": shown(moment(e["time"])), "state": v["state"], "changes": self.changes(e, at)}

    def unplaced(self):
        for e in self.events:
            if e["kind"] in ("undo", "begin", "repair", "sign-off", "suggestion", "response", "pasted"):
                continue
            kind, policy, label, subject = self.place(e)
            text = self.texts.get((policy, self.force.get(policy)))
            known = {"adopt": text, "reading": text, "submission": text, "scope": text and any(f["fact"] == subject for f in text.guide.get("scope", []))}
            if not ((policy, label) in self.asked or (policy, label) in self.archived or known.get(kind) or kind == "outcome" and not policy + label):
                yield e["id"]


# ---- times and names


def origin(event):
    """Who said the value of an event, and when."""
    return event.get("said") or {"by": event["who"], "at": event["time"]}


def since_of(event):
    """When somebody last said that the value is so."""
    said = origin(event)
    return min(said.get("confirmedAt") or said["at"], event["time"], key=moment)


def moment(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def nanos(text):
    """A time with up to nine digits, for comparing."""
    whole, _, fraction = text.removesuffix("Z").partition(".")
    return whole, fraction.ljust(9, "0")


def shown(t):
    text = t.strftime("%Y-%m-%dT%H:%M:%S")
    return text + (f".{t.microsecond:06d}".rstrip("0") if t.microsecond else "") + "Z"


def add(t, n, unit):
    if unit in "dw":
        return t + datetime.timedelta(days=n * (7 if unit == "w" else 1))
    months = t.year * 12 + t.month - 1 + n * (12 if unit == "y" else 1)
    year, month = months // 12, months % 12 + 1
    over = max(0, t.day - calendar.monthrange(year, month)[1])
    return t.replace(year=year, month=month, day=t.day - over) + datetime.timedelta(days=over)


def person(who):
    return who.get("name") or who.get("email", "")


def unlike(values):
    """The values without those that are equal to the one before."""
    last = object()
    return [last := v for v in values if v != last]


def name(ref):
    return "/".join(ref)


def drop(members):
    return {k: v for k, v in members.items() if v not in (None, "", [])}


# ---- reading a workspace


def counted(clauses):
    states = ["met", "acknowledged", "met-unsupported", *VERDICTS[1:], "stale", "in-conflict", "unanswered", "out-of-scope"]
    n = {s: sum(c["state"] == s for c in clauses) for s in states}
    n["in-scope"] = len(clauses) - n["out-of-scope"]
    n["gaps"] = n["partly"] + n["not-met"]
    n["answered"] = n["in-scope"] - n["unanswered"] - n["stale"] - n["in-conflict"]
    n["no-reason"] = sum("no-reason" in c.get("flags", []) and c["state"] in VERDICTS for c in clauses)
    return n


def stands(n, answered_at_all):
    if not n["in-scope"] or not answered_at_all or n["not-applicable"] == n["in-scope"]:
        return "not-assessed"
    if n["answered"] < n["in-scope"]:
        return "open"
    if n["gaps"]:
        return "gaps"
    return "not-supported" if n["met-unsupported"] + n["cannot-tell"] + n["no-reason"] else "complete"


def read(root, at):
    out = {"at": at}
    assert json.loads((root / ".clausewalk/workspace.json").read_text())["format"] == 1
    (folder,) = (root / ".clausewalk/audits").iterdir()
    head = json.loads((folder / "audit.json").read_text())
    assert head["format"] in (1, 2)
    try:
        files = [read_file(f) for f in sorted(folder.glob("journal/*.jsonl")) if not f.name.startswith(".")]
    except Damage as damage:
        return dict(out, damage=damage.args[0])
    events = unite(files)
    audit = Audit(root, head, events)
    begun = [e for e in events if e["kind"] == "begin"]
    if "created" in head:
        out["began"] = {"by": person(head["by"]), "at": shown(moment(head["created"]))}
    elif begun:
        out["began"] = {"by": person(begun[0]["who"]), "at": shown(moment(begun[0]["time"]))}
    both = [audit.clause(ref, text, at) for ref, text in audit.asked.items()]
    clauses = [c for c, _ in both]
    answered = any(c["state"] != "out-of-scope" and (c["verdict"] != "unanswered" or disputed) for c, disputed in both)
    n = counted(clauses)
    other = begun and "created" in head
    out.update(counts=n, stands="other-rules" if other else stands(n, answered), clauses=clauses, archived=[])
    for ref in audit.sorted(r for r in audit.archived if r not in audit.asked and any(f[1:3] == r for f in audit.fields)):
        one, _ = audit.clause(ref, audit.archived[ref], at)
        one["offeredTo"] = [name(r) for r in audit.asked if ref in audit.offered(r)]
        out["archived"].append(drop(one))
    out["unplaced"] = list(audit.unplaced())
    out["signOffs"] = list(audit.sign_offs(at))
    sums = {e["sum"] for e in events}
    named = {e["prev"] for e in events if "prev" in e} | {end for e in events for end in e.get("ends", [])}
    out["ends"] = sorted(sums - named | {"-" + end for end in named - sums})
    out["state"] = audit.state()
    return drop(out)


def main():
    here = pathlib.Path(__file__).resolve().parent
    if len(sys.argv) == 2:
        root = pathlib.Path(sys.argv[1])
        at = json.loads((root / "expected.json").read_text())["at"]
        print(json.dumps(read(root, at), indent=1, ensure_ascii=False))
        return 0
    folders, wrong = [pathlib.Path(a) for a in sys.argv[2:]] or [f.parent for f in here.glob("*/expected.json")], 0
    for folder in sorted(folders):
        want = json.loads((folder / "expected.json").read_text())
        got = read(folder, want["at"])
        for member in sorted(set(want) | set(got)):
            if want.get(member) != got.get(member):
                wrong += 1
                print(f"{folder}: {member}\n want {json.dumps(want.get(member))}\n got  {json.dumps(got.get(member))}")
    print(f"{len(folders)} workspaces, {wrong} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
