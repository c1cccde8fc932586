"""A real SMTP server for the tests: each message that it takes becomes a file of its own, whole, with its envelope on the first two lines.

usage: mail_server.py PORT FOLDER [auth] [refuse=ADDRESS] [first=N]
  auth            takes mail from NAME with PASSWORD "secret" alone
  refuse=ADDRESS  never takes mail for that address
  first=N         says "try again later" to the first N messages
"""
import asyncio, os, sys
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

port, folder, options = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
refused = {o.split('=', 1)[1] for o in options if o.startswith('refuse=')}
later = sum(int(o.split('=', 1)[1]) for o in options if o.startswith('first='))


class Keeper:
    taken = 0
    put_off = 0

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address in refused:
            return '550 5.1.1 no such mailbox'
        envelope.rcpt_tos.append(address)
        return '250 OK'

    async def handle_DATA(self, server, session, envelope):
        if self.put_off < later:
            self.put_off += 1
            return '451 4.3.0 try again later'
        self.taken += 1
        path = os.path.join(folder, f'{self.taken:04}')
        with open(path + '.part', 'wb') as file:
            file.write(f'{envelope.mail_from}\n{",".join(envelope.rcpt_tos)}\n'.encode() + envelope.content)
        os.rename(path + '.part', path + '.eml')
        return '250 OK'


def check(server, session, envelope, mechanism, data):
    return AuthResult(success=isinstance(data, LoginPassword) and data.password == b'secret')


async def main():
    secured = {'authenticator': check, 'auth_required': True, 'auth_require_tls': False} if 'auth' in options else {}
    loop = asyncio.get_running_loop()
    keeper = Keeper()
    server = await loop.create_server(lambda: SMTP(keeper, enable_SMTPUTF8=True, loop=loop, **secured), '127.0.0.1', port)
    print('ready', flush=True)
    await server.serve_forever()


asyncio.run(main())
