<?php
// PHP's own server answers for a site with WordPress: a file as it is, all else by WordPress.

$path = parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH );
$file = $_SERVER['DOCUMENT_ROOT'] . $path;
if ( preg_match( '/\.(bin|wasm)$/', $path ) && is_file( $file ) ) {
	header( 'Content-Type: ' . ( substr( $path, -5 ) === '.wasm' ? 'application/wasm' : 'application/octet-stream' ) );
	readfile( $file );
	return true;
}
if ( is_file( $file ) || ( is_dir( $file ) && is_file( rtrim( $file, '/' ) . '/index.php' ) && '/' !== $path ) ) {
	return false;
}
require $_SERVER['DOCUMENT_ROOT'] . '/index.php';
