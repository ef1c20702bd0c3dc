"""Lists a wheel or tarball, or takes single files out of it; only Python's standard library.

archive.py list ARCHIVE                      prints {"member": bytes, ...} as JSON
archive.py extract ARCHIVE FOLDER < mapping  mapping is JSON {"member": "path below FOLDER", ...}; a missing member is an error
"""
import json
import os
import shutil
import sys
import tarfile
import zipfile


def members(path):
    """Yields (name, bytes, open) for each regular file."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for info in archive.infolist():
                if not info.is_dir():
                    yield info.filename, info.file_size, lambda info=info: archive.open(info)
    else:
        with tarfile.open(path, "r|*") as archive:
            for info in archive:
                if info.isfile():
                    yield info.name, info.size, lambda info=info: archive.extractfile(info)


def extract(path, folder, mapping):
    left = dict(mapping)
    for name, _, open_member in members(path):
        target = left.pop(name, None)
        if target is None:
            continue
        target = os.path.join(folder, target)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open_member() as source, open(target, "wb") as sink:
            shutil.copyfileobj(source, sink, 1 << 20)
    if left:
        sys.exit("%s lacks %s" % (path, ", ".join(sorted(left)[:5])))


if sys.argv[1] == "list":
    json.dump({name: size for name, size, _ in members(sys.argv[2])}, sys.stdout)
else:
    extract(sys.argv[2], sys.argv[3], json.load(sys.stdin))
