# What both services run; yours go in its place.
# --8<-- [start:program]
locals {
  program = <<-PYTHON
    import os, socket, urllib.error, urllib.request
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

    NAME, PEER = os.environ["NAME"], os.environ["PEER"]

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            # / is answered here, /peer by the other service, /peer/peer by way of it
            ask = {"/peer": "/", "/peer/peer": "/peer"}.get(self.path)
            status, text = 200, f"{NAME} on {socket.gethostname()}\n"
            if ask:
                try:
                    text = urllib.request.urlopen(PEER + ask, timeout=5).read().decode()
                except urllib.error.HTTPError as error:
                    status, text = error.code, error.read().decode()
                except OSError:
                    status, text = 502, f"{NAME} cannot reach {PEER}\n"
            self.send_response(status)
            self.end_headers()
            self.wfile.write(text.encode())

    ThreadingHTTPServer(("", int(os.environ.get("PORT", "8080"))), Answer).serve_forever()
  PYTHON
}
# --8<-- [end:program]
