"""The first program of a child that parses foreign files: it gives up what it will not need.

Run as a script, `python -I confining.py ADDRESS_SPACE CPU_SECONDS OUTPUT_BYTES OPEN_FILES …`,
where `…` is the path of a program with its arguments, or `-m ROOT MODULE` with its arguments for
a module of ours in the folder ROOT. Limits apply to what it becomes, which cannot lift them:

- address space, processor time, size of a written file, open files (setrlimit);
- no network, no further processes, no look into other processes (seccomp, Linux alone).

Needs no rights and no namespaces, so it works for root, for a plain user and in containers.
This file imports nothing of ours: it must start quickly and from anywhere.
"""

import ctypes
import errno
import os
import platform
import resource
import runpy
import signal
import struct
import sys

#: The exit code that says that the network could not be taken away.
NOT_CONFINED = 71

#: The numbers of system calls (audit architecture, then by name) differ by machine; see
#: https://github.com/torvalds/linux/blob/master/arch/x86/entry/syscalls/syscall_64.tbl and
#: https://github.com/torvalds/linux/blob/master/include/uapi/asm-generic/unistd.h
_MACHINES = {
    "x86_64": (
        0xC000003E,
        {"clone": 56, "socket": 41, "connect": 42, "fork": 57, "vfork": 58, "ptrace": 101,
         "process_vm_readv": 310, "process_vm_writev": 311},
    ),
    "aarch64": (
        0xC00000B7,
        {"clone": 220, "socket": 198, "connect": 203, "ptrace": 117,
         "process_vm_readv": 270, "process_vm_writev": 271},
    ),
}  # fmt: skip
#: Same on all machines. io_uring would open sockets past the filter, clone3 hides its flags.
_EVERYWHERE = {"io_uring_setup": 425, "pidfd_getfd": 438}
_CLONE3 = 435
_CLONE_THREAD = 0x00010000
_FIRST_X32_CALL = 0x40000000

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 38, 22, 2
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
#: Instructions of classic BPF: load a word, jump if equal, if not less, if a bit is set, return.
_LOAD, _IF_EQUAL, _IF_NOT_LESS, _IF_SET, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
#: Where the call's number, machine and first argument stand (struct seccomp_data).
_NUMBER, _MACHINE, _FIRST_ARGUMENT = 0, 4, 16


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def limit(address_space: int, cpu_seconds: int, output_bytes: int, open_files: int) -> None:
    """Set what the system lets set; macOS knows no limit of the address space."""
    for name, value in (
        (resource.RLIMIT_AS, address_space),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_FSIZE, output_bytes),
        (resource.RLIMIT_NOFILE, open_files),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(name, (value, value))
        except (ValueError, OSError):
            continue
    # Python ignores the signal of too much output, and who is started by it would too.
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)


def cut_off() -> None:
    """Refuse this process the network and further processes; OSError where that fails.

    Does nothing on systems and machines for which there is no table here.
    """
    if sys.platform != "linux" or platform.machine() not in _MACHINES:
        return
    filters = _filter(*_MACHINES[platform.machine()])
    buffer = ctypes.create_string_buffer(filters, len(filters))
    program = _Program(len(filters) // 8, ctypes.addressof(buffer))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    zero = ctypes.c_ulong(0)
    for call in (
        (_PR_SET_NO_NEW_PRIVS, ctypes.c_ulong(1), zero),
        (_PR_SET_SECCOMP, ctypes.c_ulong(_SECCOMP_MODE_FILTER), ctypes.byref(program)),
    ):
        if prctl(*call, zero, zero):
            raise OSError(ctypes.get_errno(), "seccomp")


def _filter(machine: int, calls: dict[str, int]) -> bytes:
    """The filter as an array of struct sock_filter: code, jump if true, jump if false, value."""
    refused = sorted({**calls, **_EVERYWHERE}.items())
    code = [
        (_LOAD, 0, 0, _MACHINE),
        (_IF_EQUAL, 1, 0, machine),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
        (_IF_NOT_LESS, 0, 1, _FIRST_X32_CALL),
        (_RETURN, 0, 0, _REFUSE | errno.EPERM),
        # The C library falls back to clone, whose flags can be looked at.
        (_IF_EQUAL, 0, 1, _CLONE3),
        (_RETURN, 0, 0, _REFUSE | errno.ENOSYS),
    ]
    for name, number in refused:
        if name != "clone":
            code += [(_IF_EQUAL, 0, 1, number), (_RETURN, 0, 0, _REFUSE | errno.EACCES)]
    code += [
        (_IF_EQUAL, 0, 3, calls["clone"]),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_IF_SET, 1, 0, _CLONE_THREAD),
        (_RETURN, 0, 0, _REFUSE | errno.EACCES),
        (_RETURN, 0, 0, _ALLOW),
    ]
    return b"".join(struct.pack("=HBBI", *each) for each in code)


def main(arguments: list[str]) -> None:
    """Set the limits and become what is asked for."""
    limit(*map(int, arguments[:4]))
    try:
        cut_off()
    except OSError:
        sys.exit(NOT_CONFINED)
    program = arguments[4:]
    if program[0] != "-m":
        os.execv(program[0], program)  # noqa: S606 (the parent named it)
    sys.path.insert(0, program[1])
    sys.argv = program[2:]
    runpy.run_module(program[2], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(sys.argv[1:])
