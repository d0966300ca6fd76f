<?php
// Makes a page that all may see, and prints its address.
//   php page.php SITE TITLE < CONTENT

list( , $site, $title ) = $argv;
require $site . '/wp-load.php';
$page = array( 'post_type' => 'page', 'post_status' => 'publish', 'post_title' => $title, 'post_content' => stream_get_contents( STDIN ) );
// WordPress takes slashes off what it is given here.
$id = wp_insert_post( wp_slash( $page ), true );
if ( is_wp_error( $id ) ) {
	fwrite( STDERR, $id->get_error_message() );
	exit( 1 );
}
echo get_permalink( $id );
