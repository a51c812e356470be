//! One port of this machine's own addresses, and clients kept within limits.

use crate::serve::answer::Answers;
use crate::serve::edition::Board;
use crate::serve::events::STREAMS;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::signal::unix::SignalKind;
use tokio::sync::Semaphore;

/// Most connections at one time.
const CONNECTIONS: usize = 128;
/// Longest a client takes for the head of a request, and longest it is kept between two.
const HEAD_TIME: Duration = Duration::from_secs(10);
/// Longest a connection is kept; then it ends after the response it is in.
const LIFE: Duration = Duration::from_secs(60);
/// The same for one that listens; the browser then comes again by itself.
const LISTENER_LIFE: Duration = Duration::from_secs(1800);
/// How long the last response of a connection may take.
const LAST: Duration = Duration::from_secs(60);
/// Bytes of the head of a request, and how many headers.
const HEAD_BYTES: usize = 16 * 1024;
const HEADERS: usize = 64;
/// Tries to find a port that is free on both addresses.
const TRIES: usize = 16;

/// The door, open but not yet attended.
#[derive(Debug)]
pub struct Door {
    listeners: Vec<TcpListener>,
    port: u16,
}

impl Door {
    /// Takes a port on 127.0.0.1 and, where this machine has it, on ::1; port 0 takes a free one.
    pub fn open(port: u16) -> io::Result<Door> {
        let mut tries = if port == 0 { TRIES } else { 1 };
        loop {
            tries -= 1;
            match Door::try_open(port) {
                Err(error) if error.kind() == io::ErrorKind::AddrInUse && tries > 0 => {}
                result => return result,
            }
        }
    }

    fn try_open(port: u16) -> io::Result<Door> {
        let first = listen(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))?;
        let port = first.local_addr()?.port();
        let mut listeners = vec![first];
        match listen(SocketAddr::from((Ipv6Addr::LOCALHOST, port))) {
            Ok(second) => listeners.push(second),
            // Whoever else has it would be the one that `localhost` leads to.
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => return Err(error),
            // A machine without IPv6.
            Err(_) => {}
        }
        Ok(Door { listeners, port })
    }

    /// The port taken.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Answers whoever comes, until a signal asks to end; gives the number of the signal.
    pub fn attend(self, board: &Board) -> io::Result<i32> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        runtime.block_on(async {
            let answers = Answers {
                port: self.port,
                watching: board.watching(),
                streams: Arc::new(Semaphore::new(STREAMS)),
            };
            let places = Arc::new(Semaphore::new(CONNECTIONS));
            for listener in self.listeners {
                let listener = tokio::net::TcpListener::from_std(listener)?;
                tokio::spawn(accept(listener, answers.clone(), places.clone()));
            }
            signal().await
        })
    }
}

fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let listener = TcpListener::bind(address)?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// The number of the first signal that asks to end.
async fn signal() -> io::Result<i32> {
    let (tell, mut told) = tokio::sync::mpsc::channel(1);
    for kind in [
        SignalKind::interrupt(),
        SignalKind::terminate(),
        SignalKind::hangup(),
    ] {
        let mut signals = tokio::signal::unix::signal(kind)?;
        let tell = tell.clone();
        tokio::spawn(async move {
            signals.recv().await;
            let _ = tell.send(kind.as_raw_value()).await;
        });
    }
    // The channel cannot close: the tasks hold its other end until they have told.
    Ok(told.recv().await.unwrap_or_default())
}

async fn accept(listener: tokio::net::TcpListener, answers: Answers, places: Arc<Semaphore>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Out of files, most likely: some will be given back.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        // One too many is let go: to let it wait would be to keep it.
        let Ok(place) = places.clone().try_acquire_owned() else {
            continue;
        };
        let answers = answers.clone();
        tokio::spawn(async move {
            attend_one(stream, &answers).await;
            drop(place);
        });
    }
}

/// One client, from its first request to its last.
async fn attend_one(stream: TcpStream, answers: &Answers) {
    // Small answers must not wait for the next.
    let _ = stream.set_nodelay(true);
    let listens = AtomicBool::new(false);
    let service =
        service_fn(|request| async { Ok::<_, Infallible>(answers.to(request, &listens).await) });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_buf_size(HEAD_BYTES)
        .max_headers(HEADERS)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    if let Ok(_ended) = tokio::time::timeout(LIFE, connection.as_mut()).await {
        return;
    }
    if listens.load(Ordering::Relaxed) {
        let _ = tokio::time::timeout(LISTENER_LIFE, connection.as_mut()).await;
        return;
    }
    connection.as_mut().graceful_shutdown();
    let _ = tokio::time::timeout(LAST, connection).await;
}
