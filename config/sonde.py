"""The container's probe: exits 0 when this instance's `/sante/` answers 200."""

import os
import sys
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit


def code_de_sante(port: int, url_publique: str) -> int:
    """Return the status of this machine's `/sante/`, whatever proxy the environment names.

    Raises OSError or HTTPException when nobody answers. The service answers to its public name only.
    """
    liaison = HTTPConnection("127.0.0.1", port, timeout=8)
    try:
        liaison.request("GET", "/sante/", headers={"Host": urlsplit(url_publique).hostname or "localhost"})
        return liaison.getresponse().status
    finally:
        liaison.close()


def main() -> int:
    try:
        code = code_de_sante(int(os.environ.get("PORT") or 8000), os.environ.get("URL_PUBLIQUE", ""))
    except (OSError, HTTPException) as erreur:
        sys.stderr.write(f"/sante/ : {erreur}\n")
        return 1
    return 0 if code == 200 else 1


if __name__ == "__main__":
    sys.exit(main())
