"""What a receipt says, in words of both languages, and what to do where one does not hold: these rooms know
no catalogue of words. The page without a server (disclosure/standalone) says the same."""

# What a field is called; others are shown by their own name.
NAMES = {
    "row:number": ("编号", "number"),
    "row:title": ("标题", "title"),
    "row:text": ("原话", "words"),
    "row:reported_at": ("上报时间", "told at"),
    "row:state": ("状态", "state"),
    "row:outcome": ("结果", "outcome"),
    "row:closed_at": ("销号时间", "closed at"),
    "record:at": ("记录时间", "recorded at"),
    "channel": ("从哪里说的", "channel"),
    "who": ("谁说的", "told by"),
}
# What these say, in words; a field that is empty is not told at all.
VALUES = {
    "reported": ("社区收到了", "received"),
    "phone": ("手机", "telephone"),
    "window": ("窗口", "at the window"),
    "call": ("电话", "call"),
    "visit": ("走访", "visit"),
    "service": ("服务日", "service day"),
    "patrol": ("巡查", "patrol"),
    "hotline": ("热线", "hotline"),
    "paper": ("纸条", "paper"),
    "import": ("导入", "brought in"),
    "self": ("本人", "the person"),
    "proxy": ("别人代说", "somebody for the person"),
    "typed": ("别人代写", "written down by another"),
    "body": ("单位", "a body"),
    "anonymous": ("匿名", "without a name"),
}
WORDED = {"channel", "who", "row:state"}
AGAIN = (
    "请从“存证回执”那一页重新下载，原样拿来，不要用别的软件打开再存。",
    "Download it again from the receipt's page, and bring it as it is.",
)
HOLD = (
    "这个文件留好别删，拿给监督员或者镇街看：他们手里有签过的树头，对得出哪一边动过。",
    "Keep this file and show it to the supervisor or the township: they hold signed heads to compare.",
)
# What to do next, by the fault's code.
NEXT = {
    "not_a_proof": AGAIN,
    "not_in_tree": (f"{AGAIN[0]}还是这样，{HOLD[0]}", f"{AGAIN[1]} Still so? {HOLD[1]}"),
    "not_said": HOLD,
    "forked": HOLD,
    "two_heads": HOLD,
    "not_signed": (
        f"先看公钥是不是照公示栏抄的。公钥没错，{HOLD[0]}",
        f"Is the key the one on the notice board? It is? {HOLD[1]}",
    ),
    "other_log": (
        "请换成那个地方的公钥：在它自己的公示栏和存证页上。",
        "Take the key of that place: from its own notice board or page.",
    ),
}
ACTS = {"matters.report": ("上报", "told"), "matters.import": ("导入", "brought in")}
