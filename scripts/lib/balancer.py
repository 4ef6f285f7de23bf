"""A small balancer on loopback: gives each connection to the next of its backends that takes it."""
import itertools
import socket
import threading


class Balancer:
    def __init__(self):
        self.backends = []
        self.turn = itertools.count()
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        first = next(self.turn)
        backends = list(self.backends)
        for offset in range(len(backends)):
            try:
                backend = socket.create_connection(("127.0.0.1", backends[(first + offset) % len(backends)]), timeout=5)
            except OSError:
                # Whoever is dead takes no connection: the next one does.
                continue
            backend.settimeout(None)
            threading.Thread(target=self.pump, args=(client, backend), daemon=True).start()
            self.pump(backend, client)
            client.close()
            backend.close()
            return
        client.close()

    @staticmethod
    def pump(source, target):
        try:
            while data := source.recv(65536):
                target.sendall(data)
        except OSError:
            pass
        for end, how in ((target, socket.SHUT_WR), (source, socket.SHUT_RD)):
            try:
                end.shutdown(how)
            except OSError:
                pass

    def close(self):
        self.socket.close()
