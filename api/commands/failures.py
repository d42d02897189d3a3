"""Every failure as one Chinese line for the user."""

from __future__ import annotations

from corpus.errors import WenceError

_INTERRUPTED = 130  # what shells give a program stopped by Ctrl+C


def explain(error: BaseException) -> tuple[str, int]:
    """Return the line and the exit code for what stopped a command."""
    if isinstance(error, KeyboardInterrupt) or type(error).__name__ == "Abort":
        return "已中断\n", _INTERRUPTED
    if isinstance(error, WenceError):
        return f"错误：{one_line(str(error))}\n", 1
    if isinstance(error, BrokenPipeError):
        return "", 1
    detail = one_line(f"{type(error).__name__} {error}")
    return f"程序内部错误：{detail}。设 WENCE_DEBUG=1 再运行一次可看详情，并请反馈给维护者\n", 1


def usage_line(error: Exception) -> str:
    """Return what is wrong with the command line: 缺少参数, 没有这个选项, 没有这个命令 …."""
    kind = type(error).__name__
    name = getattr(error, "option_name", None) or getattr(error, "param_hint", None) or _parameter(error)
    wrong = getattr(error, "message", "") or ""
    if kind == "MissingParameter":
        line = f"缺少参数 {name}"
    elif kind == "NoSuchOption":
        line = f"没有选项 {name}"
    elif kind == "NoArgsIsHelpError":
        return f"{getattr(error, 'message', '')}\n"
    elif "No such command" in wrong:
        line = f"没有命令 {wrong.partition('command')[2].strip(' .')}"
    else:
        line = f"用法不对：{one_line(str(wrong) or str(error))}"
    return f"{line}。用 wence --help 查看用法\n"


def one_line(text: str) -> str:
    """Return the text with line ends folded into blanks."""
    return " ".join(text.split())


def _parameter(error: Exception) -> str:
    parameter = getattr(error, "param", None)
    return getattr(parameter, "human_readable_name", "") or getattr(parameter, "name", "") or ""
