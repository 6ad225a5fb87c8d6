//! Sockets for mail servers: no-delay TCP, TLS with the system's certificate
//! authorities and the council's own, and a watch on silence: a server from
//! which no byte comes for too long counts as lost, however long a message
//! takes.

#![allow(clippy::wildcard_enum_match_arm, reason = "the enum is std's, and open")]

use std::fmt;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{CertificateError, ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpStream, lookup_host};
use tokio::time::{Instant, Sleep, timeout};

/// Bytes in both directions.
pub trait Bytes: AsyncRead + AsyncWrite + Unpin + Send + Sync + fmt::Debug {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send + Sync + fmt::Debug> Bytes for T {}

/// How long silence is allowed, changeable while the stream is in use: an idle
/// mailbox is silent by nature.
#[derive(Debug, Clone)]
pub struct Patience(Arc<AtomicU64>);

impl Patience {
    /// Allows that much silence from now on.
    pub fn set(&self, allowed: Duration) {
        let millis = u64::try_from(allowed.as_millis()).unwrap_or(u64::MAX);
        self.0.store(millis, Ordering::Relaxed);
    }

    fn get(&self) -> Duration {
        Duration::from_millis(self.0.load(Ordering::Relaxed))
    }
}

/// A stream whose reads and writes fail when nothing moves for too long.
pub struct Watched<S> {
    inner: S,
    peer: SocketAddr,
    patience: Patience,
    timer: Pin<Box<Sleep>>,
    waiting: bool,
}

impl<S: fmt::Debug> fmt::Debug for Watched<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watched").field("peer", &self.peer).finish_non_exhaustive()
    }
}

impl<S> Watched<S> {
    /// Watches a stream.
    pub fn new(inner: S, peer: SocketAddr, allowed: Duration) -> Self {
        let patience = Patience(Arc::new(AtomicU64::new(0)));
        patience.set(allowed);
        let timer = Box::pin(tokio::time::sleep(allowed));
        Self { inner, peer, patience, timer, waiting: false }
    }

    /// The handle with which the allowed silence is changed.
    pub fn patience(&self) -> Patience {
        self.patience.clone()
    }

    /// The other side's address.
    pub fn peer(&self) -> SocketAddr {
        self.peer
    }

    fn watch<T>(
        &mut self,
        cx: &mut Context<'_>,
        poll: impl FnOnce(&mut S, &mut Context<'_>) -> Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        match poll(&mut self.inner, cx) {
            Poll::Ready(done) => {
                self.waiting = false;
                Poll::Ready(done)
            }
            Poll::Pending => {
                if !self.waiting {
                    self.waiting = true;
                    self.timer.as_mut().reset(Instant::now() + self.patience.get());
                }
                match self.timer.as_mut().poll(cx) {
                    Poll::Ready(()) => Poll::Ready(Err(io::Error::new(
                        io::ErrorKind::TimedOut,
                        "the server has been silent for too long",
                    ))),
                    Poll::Pending => Poll::Pending,
                }
            }
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.watch(cx, |inner, cx| Pin::new(inner).poll_read(cx, buf))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.watch(cx, |inner, cx| Pin::new(inner).poll_write(cx, buf))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.watch(cx, |inner, cx| Pin::new(inner).poll_flush(cx))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.watch(cx, |inner, cx| Pin::new(inner).poll_shutdown(cx))
    }
}

/// Connects by TCP, every step within the allowed time.
///
/// # Errors
/// When the host can't be found or reached.
pub async fn connect(host: &str, port: u16, allowed: Duration) -> io::Result<Watched<TcpStream>> {
    let silent = || io::Error::new(io::ErrorKind::TimedOut, "no connection within the time");
    let connecting = async {
        let addresses: Vec<SocketAddr> =
            lookup_host((host, port)).await.map_err(|error| unknown(host, &error))?.collect();
        TcpStream::connect(addresses.as_slice()).await
    };
    let stream = timeout(allowed, connecting).await.map_err(|_| silent())??;
    stream.set_nodelay(true)?;
    let peer = stream.peer_addr()?;
    Ok(Watched::new(stream, peer, allowed))
}

fn unknown(host: &str, error: &io::Error) -> io::Error {
    let words = format!("there is no host \"{host}\" ({error}); check host in the configuration");
    io::Error::new(io::ErrorKind::NotFound, words)
}

/// Upgrades a stream to TLS.
///
/// # Errors
/// When the certificate is not trusted, does not name the host, or the server
/// does not speak TLS.
pub async fn start_tls<S: Bytes + 'static>(
    stream: S,
    host: &str,
    config: Arc<ClientConfig>,
    allowed: Duration,
) -> io::Result<tokio_rustls::client::TlsStream<S>> {
    let name = ServerName::try_from(host.to_owned())
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, error))?;
    let connector = tokio_rustls::TlsConnector::from(config);
    timeout(allowed, connector.connect(name, stream))
        .await
        .map_err(|_| io::Error::new(io::ErrorKind::TimedOut, "no TLS within the time"))?
}

/// TLS settings that trust the system's authorities and, if named, one more.
///
/// # Errors
/// When the file of the private authority can't be read.
pub fn tls_config(ca_file: Option<&Path>) -> io::Result<Arc<ClientConfig>> {
    let mut roots = RootCertStore::empty();
    for certificate in rustls_native_certs::load_native_certs().certs {
        // One broken certificate in the system's store must not stop the mail.
        let _ = roots.add(certificate);
    }
    if let Some(path) = ca_file {
        for certificate in private_authority(path)? {
            roots.add(certificate).map_err(io::Error::other)?;
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(io::Error::other)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Arc::new(config))
}

fn private_authority(path: &Path) -> io::Result<Vec<CertificateDer<'static>>> {
    let wrong = |why: String| io::Error::new(io::ErrorKind::InvalidData, why);
    let certificates: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(path)
        .map_err(|error| wrong(format!("{}: {error}", path.display())))?
        .collect::<Result<_, _>>()
        .map_err(|error| wrong(format!("{}: {error}", path.display())))?;
    if certificates.is_empty() {
        return Err(wrong(format!("{} holds no certificate", path.display())));
    }
    Ok(certificates)
}

/// What went wrong with a connection, for people, without the other side's
/// free text where that could hold residents' data.
pub fn in_words(error: &io::Error) -> String {
    if let Some(error) = error.get_ref().and_then(|inner| inner.downcast_ref()) {
        return tls_in_words(error);
    }
    match error.kind() {
        io::ErrorKind::ConnectionRefused => "the server refuses connections".to_owned(),
        io::ErrorKind::TimedOut => error.to_string(),
        io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset => {
            "the server closed the connection".to_owned()
        }
        _ => error.to_string(),
    }
}

fn tls_in_words(error: &rustls::Error) -> String {
    use CertificateError as Bad;
    match error {
        rustls::Error::InvalidCertificate(bad) => match bad {
            Bad::Expired | Bad::ExpiredContext { .. } => {
                "the server's certificate has expired; whoever runs the server must renew it".into()
            }
            Bad::NotValidYet | Bad::NotValidYetContext { .. } => {
                "the server's certificate is not valid yet; check this machine's clock".into()
            }
            Bad::NotValidForName | Bad::NotValidForNameContext { .. } => format!(
                "the server's certificate is for another name ({bad}); check host in the \
                 configuration"
            ),
            Bad::UnknownIssuer => "nobody whom this machine trusts vouches for the server's \
                 certificate (UnknownIssuer); if it is of the council's own authority, name that \
                 authority's certificate with ca_file"
                .into(),
            _ => format!(
                "the server's certificate is not accepted ({bad}); if it is of the council's own \
                 authority, name that authority's certificate with ca_file"
            ),
        },
        rustls::Error::InvalidMessage(_) => {
            format!("the server does not speak TLS there ({error}); check port and tls")
        }
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_that_is_not_accepted_says_what_to_do() {
        let words = |bad| {
            let error = rustls::Error::InvalidCertificate(bad);
            in_words(&io::Error::new(io::ErrorKind::InvalidData, error))
        };
        assert!(words(CertificateError::Expired).contains("has expired"));
        assert!(words(CertificateError::NotValidYet).contains("clock"));
        assert!(words(CertificateError::NotValidForName).contains("check host"));
        assert!(words(CertificateError::UnknownIssuer).contains("with ca_file"));
        assert!(words(CertificateError::BadSignature).contains("with ca_file"));
    }
}
