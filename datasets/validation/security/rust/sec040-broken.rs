use suppaftp::FtpStream;

fn open() {
    FtpStream::connect("files.example.com:21").ok();
}
