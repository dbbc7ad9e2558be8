"""The container's probe: exits 0 when this instance's `/sante/` answers 200."""

import os
import sys
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit


def main() -> int:
    # The service answers to its public name only.
    nom = urlsplit(os.environ.get("URL_PUBLIQUE", "")).hostname or "localhost"
    liaison = HTTPConnection("127.0.0.1", int(os.environ.get("PORT") or 8000), timeout=8)
    try:
        liaison.request("GET", "/sante/", headers={"Host": nom})
        code = liaison.getresponse().status
    except (OSError, HTTPException) as erreur:
        sys.stderr.write(f"/sante/ : {erreur}\n")
        return 1
    finally:
        liaison.close()
    return 0 if code == 200 else 1


if __name__ == "__main__":
    sys.exit(main())
