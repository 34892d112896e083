"""What can be wrong with a proof, said in both languages: these rooms know no catalogue of words."""


class Untrue(Exception):
    """Something does not add up. `code` for programs, two sentences for people."""

    def __init__(self, code: str, chinese: str, english: str) -> None:
        super().__init__(f"{chinese} {english}")
        self.code, self.chinese, self.english = code, chinese, english


UNREADABLE = ("not_a_proof", "这不是院坝的回执或树头文件，或者文件不完整。",
              "This is no receipt or head of Yuanba, or the file is cut short.")  # fmt: skip
UNSIGNED = ("not_signed", "签名对不上：不是这把公钥签的，或者有人改过。",
            "The signature does not fit: another key signed it, or somebody changed it.")  # fmt: skip
NOT_IN = ("not_in_tree", "这条记录不在签过的树里：证明断了，回执或记录被改过。",
          "The record is not in the signed tree: the proof is broken.")  # fmt: skip
NOT_SAID = ("not_said", "“%(name)s”和当时存下的不一样。",
            "“%(name)s” is not what was recorded then.")  # fmt: skip
OTHER_LOG = ("other_log", "这是另一个地方的记录（%(found)s），不是 %(wanted)s 的。",
             "This is the log of another place (%(found)s), not of %(wanted)s.")  # fmt: skip
OLD_HEAD = ("old_head", "这个树头（%(size)s 条）比已经见过的（%(seen)s 条）旧：有人想退回从前。",
            "This head (%(size)s leaves) is older than the one seen before (%(seen)s).")  # fmt: skip
NO_OLD_HEAD = ("no_old_head", "还要一起给出 %(size)s 条时的那个树头，才能比。",
               "Give the head of %(size)s leaves as well: there is nothing to compare with.")  # fmt: skip
UNKNOWN_LOG = ("unknown_log", "这里不认识“%(found)s”：先用 yuanba cosign --trust 加上它的公钥。",
               "“%(found)s” is not known here: add its key by yuanba cosign --trust.")  # fmt: skip
FORKED = ("forked", "和以前签过的树头接不上：%(seen)s 条以内的记录被改过、删过或换过。",
          "It does not follow from the head signed before: something among the first %(seen)s leaves"
          " was changed, cut or swapped.")  # fmt: skip
OTHER_START = ("other_start", "这里见过的是 %(seen)s 条时的树头，请求却从 %(size)s 条接起：请重新写请求。",
               "The head seen here is of %(seen)s leaves, the request goes on from %(size)s: ask again"
               " from %(seen)s.")  # fmt: skip
TWO_HEADS = ("two_heads", "同一条数（%(size)s）有两个不一样的树头：有人给了两边不同的过去。",
             "There are two heads of %(size)s leaves: two sides were shown different pasts.")  # fmt: skip
BACK = ("clock_back", "服务器的时钟比上次签名时早了（%(now)s，上次 %(last)s）：请先校准时间，再签。",
        "The server's clock is behind the last signature (%(now)s, last %(last)s): set it first.")  # fmt: skip


def untrue(what: tuple[str, str, str], **said: object) -> Untrue:
    return Untrue(what[0], what[1] % said, what[2] % said)
